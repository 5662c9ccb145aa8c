import { z } from 'zod'
import { calendarErrors } from './errors.ts'

/** Units of a calendar, the smaller first; each is made of whole units before it. */
export const calendarUnits = ['week', 'month', 'quarter', 'year'] as const

export type CalendarUnit = (typeof calendarUnits)[number]

const day = z.iso.date('write a day as 2024-01-28')

/** One week, month, quarter or year: local days, the end excluded. */
export const periodSchema = z.strictObject({
  unit: z.enum(calendarUnits),
  start: day,
  end: day,
  label: z.string().min(1).max(100),
})

export type CalendarPeriod = z.infer<typeof periodSchema>

const reserved = new Set(['gregorian', 'fiscal'])

export const calendarIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/, 'ids are lower-case letters, digits and hyphens')
  .refine((id) => !reserved.has(id), 'gregorian and fiscal are there already')

/** Most periods a calendar may have: a calendar is read whole by each question that names it. */
const maxPeriods = 20_000

const wrong = (reason: string) => calendarErrors('calendar_wrong', { reason })

/** One unit's periods in order. Refuses gaps and overlaps. */
function inOrder(unit: CalendarUnit, periods: readonly CalendarPeriod[]): CalendarPeriod[] {
  const own = periods.filter((period) => period.unit === unit).toSorted((a, b) => (a.start < b.start ? -1 : 1))
  if (own.length === 0) throw wrong(`it has no ${unit}; it needs weeks, months, quarters and years`)
  for (const [index, { start, end, label }] of own.entries()) {
    if (end <= start) throw wrong(`${unit} '${label}' ends on ${end}, not after its start ${start}`)
    const next = own[index + 1]
    if (next && next.start < end) throw wrong(`${unit}s '${label}' and '${next.label}' overlap on ${next.start}`)
    if (next && next.start > end) throw wrong(`between ${unit}s '${label}' and '${next.label}' nothing holds ${end}`)
  }
  return own
}

/** Checks that each unit covers the same days without gaps, and that larger units are made of whole smaller ones. */
export function checkCalendar(periods: readonly CalendarPeriod[]): Readonly<Record<CalendarUnit, CalendarPeriod[]>> {
  if (periods.length > maxPeriods) throw wrong(`it has ${periods.length} periods; ${maxPeriods} are the most`)
  const [weeks, months, quarters, years] = calendarUnits.map((unit) => inOrder(unit, periods))
  const units = { week: weeks ?? [], month: months ?? [], quarter: quarters ?? [], year: years ?? [] }
  for (const [index, unit] of calendarUnits.entries()) {
    const smaller = calendarUnits[index - 1]
    if (!smaller) continue
    const starts = new Set(units[smaller].map(({ start }) => start))
    const astray = units[unit].find(({ start }) => !starts.has(start))
    if (astray) throw wrong(`${unit} '${astray.label}' starts on ${astray.start}, inside a ${smaller}`)
    const [whole, parts] = [units[unit], units[smaller]]
    if (whole[0]?.start !== parts[0]?.start || whole.at(-1)?.end !== parts.at(-1)?.end) {
      throw wrong(`its ${unit}s and ${smaller}s do not cover the same days`)
    }
  }
  return units
}
