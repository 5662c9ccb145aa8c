import { setTimeout as sleep } from 'node:timers/promises'
import { answerWithin } from './bounded-client.ts'
import type { Lease, TransactionDeps } from './lease.ts'
import { unavailable } from './trouble.ts'

const cancelAgainMs = 50

/** Rolls back what runs on a connection and gives it back; one that cannot even do that must not return to the pool. */
export async function rollBack(lease: Lease, { limits }: TransactionDeps): Promise<void> {
  if (lease.isOver()) return
  const { client, giveBack, discard } = lease
  await answerWithin(client, limits.answerMs, client.query('rollback')).then(giveBack, discard)
}

/**
 * Has the database stop what runs on a connection when a signal is aborted. What has not ended after the grace loses its
 * connection, so that nobody waits for it. Answers what to call when the work has ended, before the connection is used on: it
 * tells whether that may be, because no cancellation on its way can hit the next statement.
 */
export function stopOnAbort(lease: Lease, deps: TransactionDeps, signal: AbortSignal): () => Promise<boolean> {
  const { client } = lease
  const { control, limits } = deps
  const work = { hasEnded: false }
  let stopping: Promise<boolean> = Promise.resolve(true)

  /** Where statements cannot be stopped, one that runs is waited for: all share the session it runs on. */
  const mustWait = () => control === null && client.waitingSince !== null
  const stop = async () => {
    const until = performance.now() + limits.graceMs
    let isSure = true
    // why: a cancellation that arrives between two statements is lost, so it is sent until the work has ended
    while (!work.hasEnded && (performance.now() < until || mustWait())) {
      if (control && client.processID) isSure = (await control.cancel(client.processID)) && isSure
      await sleep(cancelAgainMs)
    }
    if (work.hasEnded) return isSure
    if (client.waitingSince === null && isSure) await rollBack(lease, deps)
    else lease.discard(unavailable('the statement was given up', signal.reason))
    return isSure
  }
  const start = () => {
    stopping = stop()
  }
  signal.addEventListener('abort', start, { once: true })
  if (signal.aborted) start()
  return () => {
    work.hasEnded = true
    signal.removeEventListener('abort', start)
    return stopping
  }
}
