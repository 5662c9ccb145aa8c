import type { LastValue, Stock } from '@tessera/plugin-api/server'
import type { Slot } from '../time/buckets.ts'
import type { Life } from './fill.ts'

/**
 * Tells whether a state is known at the end of a bucket, so that nothing to count means 0: from the fact's first row up to now,
 * or up to the age at which its last row is no longer trusted.
 */
export function knownStates(source: LastValue | Stock, life: Life, now: Temporal.Instant): (slot: Slot) => boolean {
  const maxAge = source.kind === 'last_value' ? source.maxAge : undefined
  const trusted = maxAge ? life.last.add({ hours: 24 * maxAge.days }) : null
  return (slot) => {
    if (Temporal.Instant.compare(slot.from, now) >= 0) return false
    const end = Temporal.Instant.compare(slot.to, now) < 0 ? slot.to : now
    const begun = Temporal.Instant.compare(end, life.first) > 0
    return begun && (!trusted || Temporal.Instant.compare(end, trusted) <= 0)
  }
}
