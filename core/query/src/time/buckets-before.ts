import type { Grain } from '@tessera/plugin-api/wire'
import type { Slot } from './buckets.ts'
import { isMidnight, moveBy, startOf, type Calendar } from './calendar.ts'
import { civilEdge, edgeAt, isElapsed, likeEdge, type Edge } from './edge.ts'
import { back, lengthOf } from './length-of.ts'
import { perList } from './per-list.ts'
import { beginOf, endOf, spanBetween } from './span.ts'

/** A stretch of time beside buckets: a bucket itself (with its ordinal), the bucket before one, or a gap between. */
export interface Stretch {
  readonly slot: Slot
  readonly ordinal: number | null
}

/** Where the bucket before one begins: one grain back, or without grain as far back as the span is long. */
function beginBefore(slot: Slot, grain: Grain | null, calendar: Calendar): Edge {
  const { timeZone } = calendar
  const begin = beginOf(slot)
  if (isElapsed(grain)) return edgeAt(slot.from.subtract({ [`${grain}s`]: 1 }), timeZone)
  if (grain) {
    const before = (n: number) => likeEdge(begin, moveBy(begin.local, { n: -n, unit: grain }, calendar), timeZone)
    // why: before a day that the zone left out comes the one before that
    return before(1).instant.equals(slot.from) ? before(2) : before(1)
  }
  const { from, to } = slot.local
  const dayEnd = isMidnight(from) && !isMidnight(to) ? startOf(to.add({ days: 1 }), 'day', calendar) : null
  const whole = dayEnd ? spanBetween(begin, civilEdge(dayEnd, timeZone)) : slot
  return back(lengthOf(whole, timeZone), timeZone)(begin)
}

/** The bucket before one that has none before it. */
function bucketBefore(slot: Slot, grain: Grain | null, calendar: Calendar): Slot {
  return { ...slot, ...spanBetween(beginBefore(slot, grain, calendar), beginOf(slot)) }
}

const known = perList<readonly (Slot | null)[], readonly Stretch[]>()

/**
 * Buckets in order, each right after the one it is compared with: the bucket that ends where it begins, or one put in.
 * Between them no time is left out.
 */
export function stretchesOf(
  slots: readonly (Slot | null)[],
  grain: Grain | null,
  calendar: Calendar,
): readonly Stretch[] {
  const { timeZone, weekStart, yearStartMonth, periods } = calendar
  const key = [grain, timeZone, weekStart, yearStartMonth, periods?.id].join()
  return known(slots, key, () => laidOut(slots, grain, calendar))
}

function laidOut(slots: readonly (Slot | null)[], grain: Grain | null, calendar: Calendar): Stretch[] {
  const stretches: Stretch[] = []
  for (const [index, slot] of slots.entries()) {
    if (!slot) continue
    const last = stretches.at(-1)?.slot
    if (!last || !last.to.equals(slot.from)) {
      const before = bucketBefore(slot, grain, calendar)
      const overlaps = last && Temporal.Instant.compare(before.from, last.to) < 0
      const begin = overlaps ? last : null
      if (last && !overlaps && !before.from.equals(last.to)) {
        stretches.push({ slot: { ...last, ...spanBetween(endOf(last), beginOf(before)) }, ordinal: null })
      }
      const clipped = begin ? { ...before, ...spanBetween(endOf(begin), endOf(before)) } : before
      stretches.push({ slot: clipped, ordinal: null })
    }
    stretches.push({ slot, ordinal: index + 1 })
  }
  return stretches
}
