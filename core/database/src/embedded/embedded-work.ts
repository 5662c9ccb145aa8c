import { randomInt } from 'node:crypto'
import type { ProblemError } from '@tessera/plugin-api'
import { databaseErrors } from '../errors.ts'
import { defaultTimeoutMs } from '../interruption.ts'
import { allowanceComment } from './allowance.ts'
import type { KeptWorker } from './keep-worker.ts'

const mostTransactions = 2 ** 48 - 1

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
  const overdue = (): ProblemError | null => {
    if (!engine.wasEndedBy(transaction)) return null
    return databaseErrors('query_timeout', { seconds: Math.max(engine.statementMs, limitMs ?? 0) / 1000 })
  }
  return { comment: allowanceComment({ limitMs, transaction }), overdue }
}
