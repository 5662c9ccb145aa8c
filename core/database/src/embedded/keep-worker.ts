import { setTimeout as sleep } from 'node:timers/promises'
import { databaseErrors } from '../errors.ts'
import { endWork, isTight, makePulse, overdueWork, tellRoom } from './pulse.ts'
import { isFull } from './room.ts'
import { runWorker, type Running } from './run-worker.ts'
import type { WorkerInput } from './worker.ts'

/** How an embedded database is: `failed` is tried again as well, but restarting the process may help. */
export type Condition = 'ok' | 'restarting' | 'disk_full' | 'failed'

/** What is to be opened, and how. */
export interface Keeping extends Omit<WorkerInput, 'pulse'> {
  /** Named in refusals. */
  readonly name: string
  /** Gives up the opening; once it is open, aborting changes nothing. */
  readonly leaving?: AbortSignal | undefined
  /** Hears why the engine had to be opened again. */
  readonly told: (trouble: Error) => void
}

/** An engine that is opened again whenever it breaks. */
export interface KeptWorker {
  /** Null where it listens on a socket. */
  readonly port: number | null
  readonly condition: () => Condition
  /** How long a statement may take that asks for nothing else. */
  readonly statementMs: number
  /** Whether the engine was ended because of a statement of this transaction. Said once. */
  readonly wasEndedBy: (transaction: number) => boolean
  readonly stop: () => Promise<void>
}

const lookEveryMs = 100
const stopWithinMs = 10_000
const pausesMs = [0, 250, 500, 1_000, 2_000]
const longestPauseMs = 5_000
/** How long the first try to open again may take; each after it has twice as long, since a large log takes its time to recover. */
const reopenWithinMs = 30_000
/** Of transactions of other processes nobody asks. */
const mostRemembered = 100

/** Waits before a folder is tried again: for room where there is none, else a little longer each time. */
async function untilWorthTrying(dataDir: string, tries: number, signal: AbortSignal): Promise<void> {
  if (!isFull(dataDir)) {
    await sleep(pausesMs[tries] ?? longestPauseMs, undefined, { signal })
    return
  }
  const until = performance.now() + longestPauseMs
  while (performance.now() < until && isFull(dataDir)) await sleep(lookEveryMs, undefined, { signal })
}

/**
 * Keeps an engine running in the same place. When it breaks, or a statement is past its time, its thread ends and a new one recovers
 * from the folder; what was acknowledged is in the files by then. One in memory has nothing to recover from and is left alone.
 */
export async function keepWorker({ name, told, leaving, ...given }: Keeping): Promise<KeptWorker> {
  const pulse = makePulse()
  const stopping = new AbortController()
  const { signal } = stopping
  const { dataDir } = given
  const ended = new Set<number>()
  let input: WorkerInput = { ...given, pulse }
  let condition: Condition = 'ok'
  let running: Running
  try {
    running = await runWorker(input, leaving ? AbortSignal.any([signal, leaving]) : signal)
  } catch (error) {
    throw databaseErrors('embedded_failed', { dataDir: name, reason: (error as Error).message })
  }
  input = running.port === null ? input : { ...input, port: running.port }

  const reopen = async (folder: string): Promise<void> => {
    for (let tries = 0; ; tries += 1) {
      endWork(pulse)
      tellRoom(pulse, false)
      try {
        running = await runWorker(
          input,
          AbortSignal.any([signal, AbortSignal.timeout(reopenWithinMs * 2 ** Math.min(tries, 6))]),
        )
        condition = 'ok'
        return
      } catch (error) {
        if (signal.aborted) return
        condition = isFull(folder) ? 'disk_full' : 'failed'
        if (tries === 0) told(new Error(`the embedded database did not open again: ${(error as Error).message}`))
        await untilWorthTrying(folder, tries, signal)
      }
    }
  }
  const watch = async (folder: string): Promise<void> => {
    await running.exited
    if (signal.aborted) return
    condition = 'restarting'
    await reopen(folder)
    return watch(folder)
  }
  const look = () => {
    const transaction = overdueWork(pulse)
    if (transaction === null || condition !== 'ok') return
    if (ended.size >= mostRemembered) ended.clear()
    ended.add(transaction)
    condition = 'restarting'
    told(new Error('a statement took longer than it may; the embedded database is opened again'))
    void running.worker.terminate()
  }
  let watching: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  if (dataDir !== undefined) {
    watching = watch(dataDir).catch(() => {})
    timer = setInterval(look, lookEveryMs).unref()
  }
  const stop = async () => {
    clearInterval(timer)
    stopping.abort()
    running.worker.postMessage('stop')
    await Promise.race([running.exited, sleep(stopWithinMs, undefined, { ref: false })])
    await running.worker.terminate()
    await watching
  }
  return {
    port: running.port,
    statementMs: given.statementMs,
    condition: () => (condition === 'ok' && isTight(pulse) ? 'disk_full' : condition),
    wasEndedBy: (transaction) => ended.delete(transaction),
    stop,
  }
}
