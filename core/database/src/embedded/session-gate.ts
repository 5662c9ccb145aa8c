import type { PGlite } from '@electric-sql/pglite'

const sync = 'S'.charCodeAt(0)
const simpleQuery = 'Q'.charCodeAt(0)
const terminate = 'X'.charCodeAt(0)
const typedMessage = (byte: number) => byte >= 65 && byte <= 122

const errorResponse = 'E'.charCodeAt(0)

/** A FATAL error ends a session, and this engine has only the one: it would answer nobody any more. */
function isFatal(data: Uint8Array): boolean {
  return data[0] === errorResponse && Buffer.from(data.subarray(5, 12)).toString('latin1') === 'SFATAL\0'
}

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
          const onRawData = (data: Uint8Array) => {
            options?.onRawData?.(data)
            if (isFatal(data)) broken(new Error('the engine ended its session'))
          }
          try {
            return await target.execProtocolRawStream(message, { ...options, onRawData })
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
