import type { Grain, LongerBucket } from '@tessera/plugin-api/wire'
import type { Slot } from './buckets.ts'
import type { Calendar } from './calendar.ts'
import type { ComparedTime } from './compare-span.ts'
import { isElapsed } from './edge.ts'
import { describeSpan } from './span.ts'

const days = { day: 1, week: 7 } as const
const months = { month: 1, quarter: 3, year: 12 } as const

/** Whether a bucket takes in more than one whole unit. Months of a calendar of the tenant's own have no length to tell it by. */
function isLonger({ from, to, local }: Slot, grain: Grain, { periods }: Calendar): boolean {
  if (isElapsed(grain)) return Temporal.Instant.compare(from.add({ [`${grain}s`]: 1 }), to) < 0
  const isCounted = grain === 'day' || grain === 'week'
  if (!isCounted && periods) return false
  const end = local.from.add(isCounted ? { days: days[grain] } : { months: months[grain] })
  // why: a month after the 31st is the whole of a month without one
  const last = !isCounted && end.day !== local.from.day ? end.add({ months: 1 }).with({ day: 1 }) : end
  return Temporal.PlainDateTime.compare(last, local.to) < 0
}

const known = new WeakMap<ComparedTime['slots'], readonly LongerBucket[]>()

/** Buckets of a query that stand beside more than one of their kind, with what they stand beside. */
export function longerBuckets(
  { slots }: ComparedTime,
  main: { readonly slots: readonly Slot[]; readonly grain: Grain | null; readonly calendar: Calendar },
): readonly LongerBucket[] {
  const { grain, calendar } = main
  if (grain === null) return []
  const found =
    known.get(slots) ??
    slots.flatMap((slot, index) => {
      const label = main.slots[index]?.label
      return slot && label !== undefined && isLonger(slot, grain, calendar)
        ? [{ label, range: describeSpan(slot) }]
        : []
    })
  known.set(slots, found)
  return found
}
