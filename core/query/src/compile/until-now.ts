import { isMidnight } from '../time/calendar.ts'
import type { Slot } from '../time/buckets.ts'
import { edgeAt } from '../time/edge.ts'
import { perList } from '../time/per-list.ts'
import type { Period } from './bucket-sql.ts'
import type { LeafContext } from './leaf.ts'

const known = perList<Period['slots'], Period['slots']>()

/** Nothing is known after `now`: a running bucket is read as of now, a future one not at all. */
export function untilNow(period: Period, context: LeafContext): Period {
  const { now, calendar } = context.query.time
  const last = period.slots.findLast((slot) => slot !== null)
  if (!last || Temporal.Instant.compare(last.to, now) <= 0) return period
  const cut = (slot: Slot | null): Slot | null => {
    if (!slot || Temporal.Instant.compare(slot.from, now) >= 0) return null
    if (Temporal.Instant.compare(slot.to, now) <= 0) return slot
    const { from, to } = slot.local
    const end = isMidnight(to) && isMidnight(from) ? edgeAt(now, calendar.timeZone).local : to
    return { ...slot, to: now, local: { from, to: end } }
  }
  return { ...period, slots: known(period.slots, now.toString(), () => period.slots.map(cut)) }
}
