import { setTimeout as sleep } from 'node:timers/promises'
import { ProblemError } from '@tessera/plugin-api'
import type { Database } from '@tessera/database'
import { serverErrors } from '../errors.ts'

export interface Waiting {
  /** Longest time to wait, in milliseconds. */
  readonly waitMs: number
  readonly say: (line: string) => void
  /** Ends the waiting. */
  readonly signal: AbortSignal
}

const everyMs = 1_000
const sayEveryMs = 5_000

/** Nobody listens yet, the name is not known yet, the server starts or has no connection left. */
const notYet =
  /^(ECONN(REFUSED|RESET|ABORTED)|E(HOST|NET)(UNREACH|DOWN)|ENOENT|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|08...|53300|57P..)$/
const inWords = /timeout|gave no answer|Connection terminated/

/** What a later attempt may find otherwise; null for what waiting does not mend, as a wrong password or an unknown database. */
function passing(error: unknown): string | null {
  if (!(error instanceof ProblemError)) return null
  // why: it was there and went away before all was made ready
  if (error.code === 'unavailable') return error.message
  if (error.code !== 'database_unreachable') return null
  const { code, message } = Object(error.cause) as { readonly code?: unknown; readonly message?: unknown }
  const isPassing = typeof code === 'string' ? notYet.test(code) : inWords.test(String(message))
  return isPassing ? error.message : null
}

/**
 * Opens a database that may be about to start, trying again every second. Refuses with `database_absent` when it is not there in
 * time, and at once with what waiting does not mend.
 */
export async function waitForDatabase(open: () => Promise<Database>, waiting: Waiting): Promise<Database> {
  const { waitMs, say, signal } = waiting
  const begun = performance.now()
  let said = -Infinity
  for (;;) {
    try {
      return await open()
    } catch (error) {
      const reason = passing(error)
      if (reason === null) throw error
      const now = performance.now()
      const left = waitMs - (now - begun)
      if (left <= 0) throw serverErrors('database_absent', { seconds: Math.round(waitMs / 1000), reason })
      if (now - said >= sayEveryMs) {
        say(`Waiting for the database, ${Math.ceil(left / 1000)} s more: ${reason}`)
        said = now
      }
      await sleep(Math.min(everyMs, left), undefined, { signal })
    }
  }
}
