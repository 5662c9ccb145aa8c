import { AsyncLocalStorage } from 'node:async_hooks'
import { ProblemError } from '@tessera/plugin-api'
import { databaseErrors } from './errors.ts'

const unreachable = 'the database cannot be reached at the moment'
const full = 'the database has no room for more at the moment'
/** SQLSTATE of a database whose disk is full, and of one that writes nothing, which the embedded one does before it is. */
const diskFull = '53100'
const writesNothing = '25006'
const collided = 'another change got in the way'
const rested = 'a transaction asked the database nothing for too long, and was undone'
/** SQLSTATE of that: the connection is ended, and nothing is wrong with the others. */
export const idleTooLong = '25P03'

/** What is the matter, by SQLSTATE: the whole code, or its class. */
const states: Readonly<Record<string, string>> = {
  '08': unreachable,
  '28': unreachable,
  '3D': unreachable,
  '53': full,
  '57': unreachable,
  '58': unreachable,
  '40': collided,
  '55P03': collided,
  [idleTooLong]: rested,
}
/** A statement that was stopped; who stopped it says why. */
const stopped = '57014'

const lostConnection =
  /^(ECONN(REFUSED|RESET|ABORTED)|E(HOST|NET)(UNREACH|DOWN)|ENOENT|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|EADDRNOTAVAIL|E[MN]FILE|EACCES)$/
/** What `pg` says without a code. */
const lostWords =
  /^(Connection terminated|timeout e|Client has encountered|Client was closed|Cannot use a pool|write after end|Connection ended)/

/** What hid the trouble of a run from its caller: see `meetingTrouble`. */
const meetings = new AsyncLocalStorage<{ trouble: ProblemError | null }>()

/** The refusal `unavailable`, with what caused it for the log. */
export function unavailable(what: string, cause: unknown): ProblemError {
  return Object.assign(databaseErrors('unavailable', { what }), { cause })
}

/** A connection that gives no answer any more. */
export function silentConnection(afterMs: number): ProblemError {
  return unavailable(unreachable, new Error(`a connection to the database gave no answer for ${afterMs} ms`))
}

function whatOf(error: unknown): string | null {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown }
  if (typeof code === 'string' && code !== '') {
    if (lostConnection.test(code)) return unreachable
    if (!/^[0-9A-Z]{5}$/.test(code) || code === stopped) return null
    return states[code] ?? states[code.slice(0, 2)] ?? null
  }
  return typeof message === 'string' && lostWords.test(message) ? unreachable : null
}

/** The refusal for what the database or the way to it gave; null for any other error. */
function troubleOf(error: unknown, isFull: () => boolean): ProblemError | null {
  const code = (Object(error) as { code?: unknown }).code
  const what = whatOf(error)
  if (code === diskFull || ((what !== null || code === writesNothing) && isFull())) {
    return Object.assign(databaseErrors('disk_full', {}), { cause: error })
  }
  return what === null ? null : unavailable(what, error)
}

/**
 * The error to give on for one the database or the way to it gave: `unavailable` where asking again may help, because the
 * connection is lost, the server full or in transition, or another change got in the way; `disk_full` where that is the cause, which
 * `isFull` may know better; else the same error.
 */
export function asTrouble(error: unknown, isFull = () => false): unknown {
  if (error instanceof ProblemError) return error
  const trouble = troubleOf(error, isFull)
  if (trouble === null) return error
  const meeting = meetings.getStore()
  if (meeting) meeting.trouble = trouble
  return trouble
}

/** Whether an error says that asking again may help: the work itself was neither done nor wrong. */
export function isTrouble(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'unavailable'
}

/** Whether an error is the database's own, whoever sent the statement: it is in trouble, or has no room. */
export function isOfDatabase(error: unknown): boolean {
  return isTrouble(error) || (error instanceof ProblemError && error.code === 'disk_full')
}

/**
 * Runs code of a library that hides what its database statements throw. Throws `unavailable` when the database was in trouble
 * meanwhile, whatever the library made of it.
 */
export function meetingTrouble<T>(run: () => Promise<T>): Promise<T> {
  const meeting: { trouble: ProblemError | null } = { trouble: null }
  return meetings.run(meeting, async () => {
    const [outcome] = await Promise.allSettled([run()])
    if (meeting.trouble) throw meeting.trouble
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  })
}
