import type { PGlite } from '@electric-sql/pglite'
import { readAllowance, type Allowance } from './allowance.ts'
import { beginWork, endWork, tellRoom, type Pulse } from './pulse.ts'

const sync = 'S'.charCodeAt(0)
const simpleQuery = 'Q'.charCodeAt(0)
const terminate = 'X'.charCodeAt(0)
const typedMessage = (byte: number) => byte >= 65 && byte <= 122

/** Severity of an error twice, in the language of the session and in English: no row of an answer has these bytes in this order. */
const lastWords = ['SFATAL\0VFATAL\0', 'SPANIC\0VPANIC\0']

/** A FATAL error ends a session, and this engine has only the one; a PANIC ends the engine. It would answer nobody any more. */
function isLast(data: Uint8Array): boolean {
  const said = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  return lastWords.some((words) => said.includes(words, 0, 'latin1'))
}

function queryMessage(sql: string): Uint8Array {
  const text = Buffer.from(`${sql}\0`)
  const head = Buffer.alloc(5)
  head.writeUInt8(simpleQuery)
  head.writeUInt32BE(text.length + 4, 1)
  return new Uint8Array(Buffer.concat([head, text]))
}

/** What stands around a session. */
export interface SessionKeeping {
  readonly pulse: Pulse
  /** How long a statement may take that asks for nothing else. */
  readonly statementMs: number
  /** Whether there is no room to write. */
  readonly isFull: () => boolean
  /** Hears that the engine itself is broken. */
  readonly broken: (error: unknown) => void
}

const lookForRoomEveryMs = 100

/**
 * The socket server queues single protocol messages of all connections on one session, and keeps a connection's turn
 * only inside a transaction. Between Parse and Sync of an unnamed statement another connection could slip in and
 * overwrite it. This wrapper reports "in transaction" until the Sync, which keeps the turn. It says in the pulse what runs and for
 * how long it may, and lets nothing be written while there is no room. SQL errors travel as messages; what is thrown instead
 * means that the engine itself is broken.
 */
export function sessionGate(db: PGlite, { pulse, statementMs, isFull, broken }: SessionKeeping): PGlite {
  let midSequence = false
  let allowance: Allowance = { limitMs: statementMs, transaction: 0 }
  let tight = false
  let lookedAt = -Infinity

  const send: PGlite['execProtocolRawStream'] = async (message, options) => {
    const onRawData = (data: Uint8Array) => {
      options?.onRawData?.(data)
      if (isLast(data)) broken(new Error('the engine ended its session'))
    }
    beginWork(pulse, allowance.limitMs, allowance.transaction)
    try {
      await db.execProtocolRawStream(message, { ...options, onRawData })
    } catch (error) {
      broken(error)
      throw error
    } finally {
      endWork(pulse)
    }
  }
  /** Between two pieces of work: a session that writes nothing goes on reading where a full journal would end it. */
  const lookForRoom = async () => {
    if (performance.now() - lookedAt < lookForRoomEveryMs) return
    lookedAt = performance.now()
    if (isFull() === tight) return
    await send(queryMessage(`set default_transaction_read_only = ${tight ? 'off' : 'on'}`), { onRawData: () => {} })
    tight = !tight
    tellRoom(pulse, tight)
  }
  const execProtocolRawStream: PGlite['execProtocolRawStream'] = async (message, options) => {
    const type = message[0] ?? 0
    if (!midSequence && !db.isInTransaction()) {
      allowance = { limitMs: statementMs, transaction: 0 }
      if (type === simpleQuery || type === 'P'.charCodeAt(0)) await lookForRoom()
      allowance = readAllowance(message, statementMs)
    }
    if (typedMessage(type)) midSequence = type !== sync && type !== simpleQuery && type !== terminate
    return send(message, options)
  }
  const exec: PGlite['exec'] = (...args) => {
    midSequence = false
    return db.exec(...args)
  }
  return new Proxy(db, {
    get(target, name) {
      if (name === 'isInTransaction') return () => midSequence || target.isInTransaction()
      if (name === 'execProtocolRawStream') return execProtocolRawStream
      if (name === 'exec') return exec
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
