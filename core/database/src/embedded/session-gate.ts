import type { PGlite } from '@electric-sql/pglite'

const sync = 'S'.charCodeAt(0)
const simpleQuery = 'Q'.charCodeAt(0)
const terminate = 'X'.charCodeAt(0)
const typedMessage = (byte: number) => byte >= 65 && byte <= 122

/**
 * The socket server queues single protocol messages of all connections on one session, and keeps a connection's turn
 * only inside a transaction. Between Parse and Sync of an unnamed statement another connection could slip in and
 * overwrite it. This wrapper reports "in transaction" until the Sync, which keeps the turn. SQL errors travel as messages;
 * what is thrown instead means that the engine itself is `broken`.
 */
export function sessionGate(db: PGlite, broken: (error: unknown) => void): PGlite {
  let midSequence = false
  return new Proxy(db, {
    get(target, name) {
      if (name === 'isInTransaction') return () => midSequence || target.isInTransaction()
      if (name === 'execProtocolRawStream') {
        return async (message: Uint8Array, options: Parameters<PGlite['execProtocolRawStream']>[1]) => {
          const type = message[0] ?? 0
          if (typedMessage(type)) midSequence = type !== sync && type !== simpleQuery && type !== terminate
          try {
            return await target.execProtocolRawStream(message, options)
          } catch (error) {
            broken(error)
            throw error
          }
        }
      }
      if (name === 'exec') {
        return (...args: Parameters<PGlite['exec']>) => {
          midSequence = false
          return target.exec(...args)
        }
      }
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
