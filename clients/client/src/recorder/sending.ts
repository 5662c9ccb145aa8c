import type { Client } from '../client.ts'
import { backoffMs } from '../retry-delay.ts'
import { TesseraError } from '../tessera-error.ts'
import { deliver, together } from './deliver.ts'
import type { Queue } from './queue.ts'
import type { Kind } from './recorded.ts'
import type { Teller } from './tell.ts'

/** Sends what stands in a queue. */
export interface Sending {
  /** Sends what waits now, batch after batch, until one fails. Never rejects. */
  readonly run: () => Promise<void>
  /** Entries that the product took, and those it refused. */
  readonly fates: { sent: number; refused: number }
  /** When to try again after a failure: milliseconds of `performance.now()`, which no clock moves, and whether the product named it. 0 when all is well. */
  readonly rest: { until: number; isNamed: boolean }
  /** Whether the key may not record this kind, as was said a short while ago. */
  readonly isHeld: (kind: Kind) => boolean
}

const requestMs = 30_000
/** How long a refused key is left alone. */
const keyRestMs = 60_000
/** However late the product is said to come back, it is asked again. */
const longestRestMs = 3_600_000
/** How often a batch is sent that the product breaks on. */
const mostBreaks = 5

/** Makes the sending side of a recorder. It ends with the signal. */
export function createSending(
  client: Client,
  { queue, teller }: { readonly queue: Queue; readonly teller: Teller },
  signal: AbortSignal,
): Sending {
  const fates = { sent: 0, refused: 0 }
  const rest = { until: 0, isNamed: false }
  const heldUntil = new Map<Kind, number>()
  const isHeld = (kind: Kind) => (heldUntil.get(kind) ?? 0) > performance.now()
  let failures = 0

  const failed = (error: TesseraError, kind: Kind, count: number) => {
    failures += 1
    const { code, message, status, retryAfterMs } = error
    rest.isNamed = retryAfterMs !== null
    rest.until =
      performance.now() + (error.isOfKey ? keyRestMs : Math.min(retryAfterMs ?? backoffMs(failures), longestRestMs))
    teller.failed(code, message)
    if (status !== 500 || failures < mostBreaks) return
    // why: what the product breaks on each time would keep everything behind it waiting
    queue.remove(kind, count)
    fates.refused += count
    failures = 0
  }

  const sendNext = async (kind: Kind): Promise<boolean> => {
    const entries = queue.peek(kind, together(kind))
    try {
      const { sent, refused, reason } = await deliver(
        client,
        { kind, entries },
        { retries: 0, timeoutMs: requestMs, signal },
      )
      queue.remove(kind, entries.length)
      fates.sent += sent
      fates.refused += refused
      failures = 0
      rest.until = 0
      teller.works()
      if (reason) teller.refused(reason.code, `${refused} entries were refused: ${reason.message}`)
      return true
    } catch (error) {
      if (signal.aborted) return false
      const said =
        error instanceof TesseraError ? error : new TesseraError(String(error), { code: 'not_sent', cause: error })
      if (said.status !== 403) {
        failed(said, kind, entries.length)
        return false
      }
      // why: a key that lacks the right for one kind may have that of the others
      heldUntil.set(kind, performance.now() + keyRestMs)
      teller.refused(said.code, said.message)
      return true
    }
  }

  return {
    fates,
    rest,
    isHeld,
    run: async () => {
      let left = queue.size(isHeld)
      // why: what comes meanwhile waits for the next batch, or a busy service would send many small ones
      while (left > 0 && !signal.aborted) {
        const kind = queue.next(isHeld)
        if (kind === null) break
        const before = queue.size(isHeld)
        if (!(await sendNext(kind))) break
        left -= Math.max(1, before - queue.size(isHeld))
      }
      teller.dropped(false)
    },
  }
}
