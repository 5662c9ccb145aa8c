import type { Client } from '../client.ts'
import { complete } from '../complete.ts'
import { waitFor, wait } from '../wait.ts'
import { createQueue } from './queue.ts'
import type { Counts, Kind, Recorded, Trouble } from './recorded.ts'
import { createSending } from './sending.ts'
import { createTeller } from './tell.ts'

export interface RecorderOptions {
  /** Entries that may wait; further ones are dropped and counted. 10,000 when left out. */
  readonly most?: number
  /** How often what waits is sent, in milliseconds, unless 1,000 wait before; 5,000 when left out. */
  readonly everyMs?: number
  /** Hears of trouble, each once until it is over; a warning of the process when left out. */
  readonly report?: (trouble: Trouble) => void
}

/** Keeps what a service tells, and sends it in batches beside its work. */
export interface Recorder {
  /** Takes an entry. It never throws and never waits; false where the entry was dropped. */
  readonly record: <K extends Kind>(kind: K, entry: Recorded[K]) => boolean
  readonly counts: () => Counts
  /** Sends what waits, and ends when all is sent, the product does not take it, or the time is over: 5,000 ms when left out. */
  readonly flush: (withinMs?: number) => Promise<Counts>
  /** The same for the last time: what is left then is dropped, and so is what comes later. */
  readonly close: (withinMs?: number) => Promise<Counts>
}

/** So many entries do not wait for the next round. */
const soon = 1000

/** Makes a recorder for a client. */
export function createRecorder(client: Client, options: RecorderOptions = {}): Recorder {
  const { most = 10_000, everyMs = 5_000, report } = options
  const queue = createQueue(most)
  const many = Math.min(soon, most)
  const ending = new AbortController()
  let given = 0
  let dropped = 0
  let timer: ReturnType<typeof setTimeout> | null = null
  let running: Promise<void> | null = null
  const counts = (): Counts => ({ given, waiting: queue.size(), dropped, ...sending.fates })
  const teller = createTeller(counts, report)
  const sending = createSending(client, { queue, teller }, ending.signal)

  const run = (): Promise<void> => {
    unplan()
    running ??= sending.run().finally(() => {
      running = null
      plan()
    })
    return running
  }
  const unplan = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  const plan = () => {
    if (running !== null || ending.signal.aborted || queue.size() === 0) return
    unplan()
    const ms = queue.size(sending.isHeld) >= many ? 0 : everyMs
    timer = setTimeout(() => void run(), Math.max(ms, sending.rest.until - performance.now()))
    // why: what waits to be told keeps no process alive
    ;(timer as { unref?: () => void }).unref?.()
  }

  const flush = async (withinMs = 5_000): Promise<Counts> => {
    const ends = performance.now() + withinMs
    if (running) await waitFor(running, withinMs)
    while (queue.size(sending.isHeld) > 0 && performance.now() < ends && !ending.signal.aborted) {
      const { until, isNamed } = sending.rest
      const pause = isNamed ? until - performance.now() : 0
      if (pause >= ends - performance.now()) break
      if (pause > 0) await wait(pause, ending.signal).catch(() => {})
      await waitFor(run(), ends - performance.now())
      // why: who said when to come back will take it then; others may be away for long
      if (sending.rest.until > 0 && !sending.rest.isNamed) break
    }
    return counts()
  }

  return {
    record: (kind, entry) => {
      given += 1
      try {
        if (!ending.signal.aborted && queue.add(kind, complete[kind](entry as never) as never)) {
          if (timer === null || queue.size() === many) plan()
          return true
        }
      } catch {
        // why: an entry that cannot be read is dropped like one that finds no room
      }
      dropped += 1
      return false
    },
    counts,
    flush,
    close: async (withinMs) => {
      await flush(withinMs)
      ending.abort()
      await running
      unplan()
      dropped += queue.clear()
      teller.dropped(true)
      return counts()
    },
  }
}
