import type { Grain } from '@tessera/plugin-api/wire'
import type { Slot } from './buckets.ts'
import { perList } from './per-list.ts'
import { isMidnight, moveBy, startOf, toInstant, type Calendar } from './calendar.ts'

/** A stretch of time beside buckets: a bucket itself (with its ordinal), the bucket before one, or a gap between. */
export interface Stretch {
  readonly slot: Slot
  readonly ordinal: number | null
}

/** The bucket before one that has none before it: one grain back, or without grain a span of equal local length. */
function bucketBefore(slot: Slot, grain: Grain | null, calendar: Calendar): Slot {
  const { from, to } = slot.span
  if (grain === 'hour' || grain === 'minute') {
    const begin = slot.from.subtract({ [`${grain}s`]: 1 })
    const local = begin.toZonedDateTimeISO(calendar.timeZone).toPlainDateTime()
    return { ...slot, from: begin, to: slot.from, span: { from: local, to: from } }
  }
  const end = isMidnight(from) && !isMidnight(to) ? startOf(to.add({ days: 1 }), 'day', calendar) : to
  const begin =
    grain === null
      ? from.subtract(from.until(end, { largestUnit: 'days' }))
      : moveBy(from, { n: -1, unit: grain }, calendar)
  return { ...slot, from: toInstant(begin, calendar.timeZone), to: slot.from, span: { from: begin, to: from } }
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
        stretches.push({
          slot: { ...last, from: last.to, to: before.from, span: { from: last.span.to, to: before.span.from } },
          ordinal: null,
        })
      }
      const clipped = begin ? { ...before, from: begin.to, span: { from: begin.span.to, to: before.span.to } } : before
      stretches.push({ slot: clipped, ordinal: null })
    }
    stretches.push({ slot, ordinal: index + 1 })
  }
  return stretches
}
