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
  for (let year = firstYear; year < firstYear + years; year += 1) {
    const months = [1, 2, 3, 4].flatMap((quarter) =>
      patterns[pattern].map((weeks, index) =>
        leapYears.includes(year) && quarter === 4 && index === 2 ? weeks + 1 : weeks,
      ),
    )
    const sum = (from: number, to: number) => months.slice(from, to).reduce((a, b) => a + b, 0)
    const row = (unit: CalendarPeriod['unit'], lengths: readonly number[], label: (n: number) => string) => {
      let at = start
      for (const [index, weeks] of lengths.entries()) {
        const end = at.add({ days: weeks * daysAWeek })
        periods.push({ unit, start: at.toString(), end: end.toString(), label: label(index + 1) })
        at = end
      }
      return at
    }
    row('year', [sum(0, 12)], () => `${year}`)
    row('quarter', [sum(0, 3), sum(3, 6), sum(6, 9), sum(9, 12)], (n) => `${year} Q${n}`)
    row('month', months, (n) => `${year} P${two(n)}`)
    start = row('week', Array<number>(sum(0, 12)).fill(1), (n) => `${year} W${two(n)}`)
  }
  return periods
}
