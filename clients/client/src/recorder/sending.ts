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
  /** When to try again after a failure: an instant in milliseconds, and whether the product named it. 0 when all is well. */
  readonly rest: { until: number; isNamed: boolean }
}

const requestMs = 30_000
/** How long a refused key is left alone. */
const keyRestMs = 60_000
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
  let failures = 0

  const failed = (error: TesseraError, kind: Kind, count: number) => {
    failures += 1
    const { code, message, status, retryAfterMs } = error
    rest.isNamed = retryAfterMs !== null
    rest.until = Date.now() + (error.isOfKey ? keyRestMs : (retryAfterMs ?? backoffMs(failures)))
    teller.failed(code, message)
    if (status !== 500 || failures < mostBreaks) return
    // why: what the product breaks on each time would keep everything behind it waiting
    queue.remove(kind, count)
    fates.refused += count
    failures = 0
  }

  const sendNext = async (kind: Kind): Promise<number> => {
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
      return entries.length
    } catch (error) {
      if (signal.aborted) return 0
      const said =
        error instanceof TesseraError ? error : new TesseraError(String(error), { code: 'not_sent', cause: error })
      failed(said, kind, entries.length)
      return 0
    }
  }

  return {
    fates,
    rest,
    run: async () => {
      let left = queue.size()
      // why: what comes meanwhile waits for the next batch, or a busy service would send many small ones
      while (left > 0 && !signal.aborted) {
        const kind = queue.next()
        const done = kind === null ? 0 : await sendNext(kind)
        if (done === 0) break
        left -= done
      }
      teller.dropped(false)
    },
  }
}
