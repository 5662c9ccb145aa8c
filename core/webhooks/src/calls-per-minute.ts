import { LRUCache } from 'lru-cache'
import { webhookErrors } from './errors.ts'

const minuteMs = 60_000

/** Counts calls to each address; refuses `webhook_too_many` when there are more than so many in a minute. */
export function callsPerMinute(most: number, now: () => number): (address: string) => void {
  const counted = new LRUCache<string, { since: number; calls: number }>({ max: 10_000 })
  return (address) => {
    const known = counted.get(address)
    const isCurrent = known !== undefined && now() - known.since < minuteMs
    const one = isCurrent ? known : { since: now(), calls: 0 }
    one.calls += 1
    counted.set(address, one)
    if (one.calls > most) {
      throw webhookErrors('webhook_too_many', { seconds: Math.ceil((one.since + minuteMs - now()) / 1000) })
    }
  }
}
