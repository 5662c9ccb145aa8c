import type { Asked } from './arbitrary.ts'
import { retailCalendar } from './retail.ts'

/** A bucket as the oracle sees it: local days, the last one excluded. */
export interface OracleBucket {
  readonly label: string
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
}

/** The 4-4-5 calendar of a question's world: its third year, or its first month, ends three days after the start. */
export function retailOf(start: string, ends: 'year' | 'month') {
  const weeks = ends === 'year' ? 2 * 52 : 2 * 52 + 4
  const first = Temporal.PlainDate.from(start).add({ days: 3 - weeks * 7 })
  return retailCalendar(first.toString(), [2001, 2002, 2003, 2004])
}

/** The bucket's label a date falls in, found without the engine's calendar. */
function labelOf(date: Temporal.PlainDate, q: Asked): string {
  const { grain, calendar } = q
  if (grain === null) return ''
  if (grain === 'day') return date.toString()
  if (calendar?.kind === 'retail') {
    const periods = calendar.retail.units[grain as 'week' | 'month' | 'quarter' | 'year']
    return periods.find(({ start, end }) => start <= date.toString() && date.toString() < end)?.start ?? 'beyond'
  }
  let start = date
  if (grain === 'week') {
    while (start.dayOfWeek !== q.weekStart) start = start.subtract({ days: 1 })
    return start.toString()
  }
  const firstMonth = calendar?.kind === 'fiscal' ? calendar.month : 1
  const months = { month: 1, quarter: 3, year: 12 }[grain as 'month' | 'quarter' | 'year']
  while (start.day !== 1 || (start.month + 12 - firstMonth) % months !== 0) start = start.subtract({ days: 1 })
  return start.toString()
}

/** Days of the range in runs of equal label: first and last day of each bucket inside the range. */
export function bucketsOf(first: Temporal.PlainDate, q: Asked): OracleBucket[] {
  const buckets: { label: string; from: Temporal.PlainDate; to: Temporal.PlainDate }[] = []
  for (let n = 0; n < q.days; n += 1) {
    const date = first.add({ days: n })
    const last = buckets.at(-1)
    if (last?.label === labelOf(date, q)) last.to = date.add({ days: 1 })
    else buckets.push({ label: labelOf(date, q), from: date, to: date.add({ days: 1 }) })
  }
  return buckets
}

/** Keys of comparisons that step back by a number of days, whatever the grain. */
const daysBack = {
  shift_1_day: 1,
  shift_1_week: 7,
  shift_2_week: 14,
  shift_1_month_weekday: 28,
  shift_1_year_weekday: 364,
  range: 7,
} as const

export type OracleComparison = keyof typeof daysBack | 'previous_period' | 'shift_1_month' | 'shift_1_year'

export const oracleComparisons = [
  ...(Object.keys(daysBack) as (keyof typeof daysBack)[]),
  'previous_period',
  'shift_1_month',
  'shift_1_year',
] as const satisfies readonly OracleComparison[]

/** The day at the same place of another month or year; where there is none, the first after it. */
function sameDay(date: Temporal.PlainDate, back: Temporal.DurationLike): Temporal.PlainDate {
  const found = date.subtract(back)
  return found.day === date.day ? found : found.add({ months: 1 }).with({ day: 1 })
}

/**
 * What a bucket is compared with, null when it has no counterpart. By months and years a bucket reaches from the counterpart of
 * its first day to that of the day after its last.
 */
export function comparedWith(
  bucket: OracleBucket,
  key: OracleComparison,
  q: Asked,
): { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate } | null {
  if (key === 'shift_1_month' || key === 'shift_1_year') {
    const back = key === 'shift_1_month' ? { months: 1 } : { years: 1 }
    const [from, to] = [sameDay(bucket.from, back), sameDay(bucket.to, back)]
    return Temporal.PlainDate.compare(from, to) < 0 ? { from, to } : null
  }
  const days = key === 'previous_period' ? q.days : daysBack[key]
  return { from: bucket.from.subtract({ days }), to: bucket.to.subtract({ days }) }
}
