import { queryErrors } from '../errors.ts'

/** Units a tenant's own calendar cuts time into; each is made of whole units before it. */
export const calendarUnits = ['week', 'month', 'quarter', 'year'] as const

export type CalendarUnit = (typeof calendarUnits)[number]

/** One week, month, quarter or year of a calendar: local days, the end excluded. */
export interface CalendarPeriod {
  readonly start: string
  readonly end: string
  readonly label: string
}

/** A calendar of a tenant's own, as 4-4-5: each unit's periods in order, without gaps. */
export interface CalendarPeriods {
  readonly id: string
  readonly units: Readonly<Record<CalendarUnit, readonly CalendarPeriod[]>>
}

export function isCalendarUnit(unit: string): unit is CalendarUnit {
  return (calendarUnits as readonly string[]).includes(unit)
}

const startOfDay = (day: string) => Temporal.PlainDate.from(day).toPlainDateTime()

/** Index of the first period that starts after a day. */
function firstAfter(periods: readonly CalendarPeriod[], day: string): number {
  let low = 0
  let high = periods.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((periods[middle]?.start ?? '') <= day) low = middle + 1
    else high = middle
  }
  return low
}

/** What a calendar knows of one unit. */
export interface PeriodList {
  /** Place of the period a moment lies in. The calendar's very end counts as the place after the last one. */
  readonly placeOf: (at: Temporal.PlainDateTime) => number
  /** Where a period begins, or for the place after the last one where the calendar ends. */
  readonly startAt: (place: number) => Temporal.PlainDateTime
  readonly at: (place: number) => CalendarPeriod | undefined
}

/** Looks up the periods of one unit. Moments and places beyond the calendar are refused with `calendar_span`. */
export function periodList({ id, units }: CalendarPeriods, unit: CalendarUnit): PeriodList {
  const periods = units[unit]
  const first = periods[0]?.start ?? ''
  const end = periods.at(-1)?.end ?? ''
  const beyond = () => queryErrors('calendar_span', { calendar: id, from: first, to: end })
  return {
    placeOf: (at) => {
      const day = at.toPlainDate().toString()
      if (day < first || day > end) throw beyond()
      if (day < end) return firstAfter(periods, day) - 1
      if (!at.equals(startOfDay(end))) throw beyond()
      return periods.length
    },
    startAt: (place) => {
      if (place === periods.length && end !== '') return startOfDay(end)
      const period = periods[place]
      if (!period) throw beyond()
      return startOfDay(period.start)
    },
    at: (place) => periods[place],
  }
}
