import { randomInt } from 'node:crypto'
import type { ProblemError } from '@tessera/plugin-api'
import { databaseErrors } from '../errors.ts'
import { defaultTimeoutMs } from '../interruption.ts'
import { allowanceComment } from './allowance.ts'
import type { KeptWorker } from './keep-worker.ts'

const mostTransactions = 2 ** 48 - 1
/** How long after its time a statement is surely ended. */
const lookAfterMs = 1_000

type Told = (() => void) | undefined

/**
 * A transaction on the embedded database: the comment that it begins with, and the refusal to give when the engine was ended because
 * of one of its statements. Without that it would be taken for a lost connection, and tried again.
 */
export function embeddedWork(
  engine: Pick<KeptWorker, 'statementMs' | 'wasEndedBy'>,
  { timeoutMs }: { readonly timeoutMs?: number },
) {
  const transaction = randomInt(1, mostTransactions)
  // why: how long somebody waits for an answer, their turn included, is no leave to hold up all others for as long
  const limitMs = timeoutMs !== undefined && timeoutMs > defaultTimeoutMs ? timeoutMs : undefined
  const mostMs = Math.max(engine.statementMs, limitMs ?? 0)
  const wasEnded = (told: Told) => {
    const was = engine.wasEndedBy(transaction)
    if (was) told?.()
    return was
  }
  const overdue = ({ mayRunOn, told }: { readonly mayRunOn: boolean; readonly told: Told }): ProblemError | null => {
    if (wasEnded(told)) return databaseErrors('query_timeout', { seconds: mostMs / 1000 })
    // why: a statement nobody waits for any more goes on until its time is up
    if (mayRunOn) setTimeout(wasEnded, mostMs + lookAfterMs, told).unref()
    return null
  }
  return { comment: allowanceComment({ limitMs, transaction }), overdue }
}
