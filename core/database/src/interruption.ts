import { setTimeout as sleep } from 'node:timers/promises'
import type { TransactionOptions } from './database.ts'
import { databaseErrors } from './errors.ts'
import type { Client, TransactionDeps } from './statements-of.ts'

/** How long a statement may take when nothing else was said, in milliseconds. */
export const defaultTimeoutMs = 30_000
const cancelAgainMs = 50
/** SQLSTATE of a statement that was cancelled or timed out. */
const queryCanceled = '57014'

/** Rejects when the caller leaves or time is up, and has the database stop the statement where it can. */
export function interruption(client: Client, deps: TransactionDeps, options: TransactionOptions) {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs
  let timer: NodeJS.Timeout | undefined
  let onAbort = () => {}
  let stopped: Error | null = null
  let over = false
  let cancelling: Promise<void> = Promise.resolve()
  // why: a cancellation that arrives between two statements is lost, so it is sent until the transaction has ended
  const cancel = async (): Promise<void> => {
    if (over || !deps.cancelBackend || !client.processID) return
    await deps.cancelBackend(client.processID).catch(() => {})
    await sleep(cancelAgainMs)
    return cancel()
  }
  const interrupted = new Promise<never>((_, reject) => {
    const stop = (error: Error) => {
      if (stopped) return
      stopped = error
      reject(error)
      cancelling = cancel()
    }
    timer = setTimeout(() => stop(databaseErrors('query_timeout', { seconds: timeoutMs / 1000 })), timeoutMs)
    onAbort = () => stop(databaseErrors('query_cancelled', {}))
    options.signal?.addEventListener('abort', onAbort, { once: true })
  })
  // why: nobody may be listening any more when the other branch of the race has won
  interrupted.catch(() => {})
  /** To be awaited before the connection is used again: a cancellation on its way must not hit somebody else's statement. */
  const end = (): Promise<void> => {
    over = true
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', onAbort)
    return cancelling
  }
  const assertGoing = () => {
    if (stopped) throw stopped
  }
  /** The database's own clock may be the faster one. */
  const asInterruption = (error: unknown): unknown =>
    (error as { code?: string }).code === queryCanceled
      ? (stopped ?? databaseErrors('query_timeout', { seconds: timeoutMs / 1000 }))
      : error
  return { interrupted, end, assertGoing, asInterruption }
}
