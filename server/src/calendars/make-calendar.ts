import { z } from 'zod'
import type { CalendarPeriod } from './calendar.ts'

/** Weeks of the three months of each quarter. */
export const patterns = { '4-4-5': [4, 4, 5], '4-5-4': [4, 5, 4], '5-4-4': [5, 4, 4] } as const

/** What a calendar of whole weeks is made from. */
export const patternSchema = z.strictObject({
  pattern: z.enum(['4-4-5', '4-5-4', '5-4-4']),
  firstDay: z.iso.date('write a day as 2024-01-28'),
  years: z.int().min(1).max(200),
  /** Name of the first year; the calendar year most of it lies in when left out. */
  firstYear: z.int().min(1000).max(9000).optional(),
  /** Years whose last month has one week more. */
  leapYears: z.array(z.int()).default([]),
})

export type Pattern = z.infer<typeof patternSchema>

const daysAWeek = 7
const two = (n: number) => String(n).padStart(2, '0')

/** Periods of a calendar whose quarters are 13 weeks in a fixed pattern; a leap year's last month has a week more. */
export function makeCalendar(input: Pattern): CalendarPeriod[] {
  const { pattern, years, leapYears } = input
  const first = Temporal.PlainDate.from(input.firstDay)
  const firstYear = input.firstYear ?? first.add({ months: 6 }).year
  const periods: CalendarPeriod[] = []
  let start = first
  const add = (unit: CalendarPeriod['unit'], from: Temporal.PlainDate, weeks: number, label: string) => {
    const end = from.add({ days: weeks * daysAWeek })
    periods.push({ unit, start: from.toString(), end: end.toString(), label })
    return end
  }
  for (let year = firstYear; year < firstYear + years; year += 1) {
    const months = [1, 2, 3, 4].flatMap((quarter) =>
      patterns[pattern].map((weeks, index) =>
        leapYears.includes(year) && quarter === 4 && index === 2 ? weeks + 1 : weeks,
      ),
    )
    const sum = (from: number, to: number) => months.slice(from, to).reduce((a, b) => a + b, 0)
    add('year', start, sum(0, 12), `${year}`)
    let at = start
    for (const quarter of [0, 1, 2, 3])
      at = add('quarter', at, sum(3 * quarter, 3 * quarter + 3), `${year} Q${quarter + 1}`)
    at = start
    for (const [index, weeks] of months.entries()) at = add('month', at, weeks, `${year} P${two(index + 1)}`)
    at = start
    for (let week = 1; week <= sum(0, 12); week += 1) at = add('week', at, 1, `${year} W${two(week)}`)
    start = at
  }
  return periods
}
