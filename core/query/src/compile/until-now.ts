import type { Slot } from '../time/buckets.ts'
import { edgeAt, isElapsed } from '../time/edge.ts'
import { perList } from '../time/per-list.ts'
import type { Period } from './bucket-sql.ts'
import type { LeafContext } from './leaf.ts'

const known = perList<Period['slots'], Period['slots']>()

/**
 * What depends on how far time has come is not known after `now`: a running bucket is read as of now, one to come not at all.
 * Every kind that asks how long something lasted, or looks back from an end, takes its buckets from here.
 */
export function untilNow(period: Period, context: LeafContext): Period {
  const { now, calendar } = context.query.time
  const last = period.slots.findLast((slot) => slot !== null)
  if (!last || Temporal.Instant.compare(last.to, now) <= 0) return period
  const cut = (slot: Slot | null): Slot | null => {
    if (!slot || Temporal.Instant.compare(slot.from, now) >= 0) return null
    if (Temporal.Instant.compare(slot.to, now) <= 0) return slot
    return { ...slot, to: now, local: { from: slot.local.from, to: edgeAt(now, calendar.timeZone).local } }
  }
  return { ...period, slots: known(period.slots, now.toString(), () => period.slots.map(cut)) }
}

/**
 * The buckets of a question as far as time has come, and whether facts dated by day may count the last day whole: a relative
 * range allows it, and so does now, which lies within a day.
 */
export function elapsedOf(context: LeafContext): { readonly period: Period; readonly relative: boolean } {
  const { grain, relative } = context.query.time
  const period = untilNow(context.period, context)
  return { period, relative: relative || (!isElapsed(grain) && period !== context.period) }
}
