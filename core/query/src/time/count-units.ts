import type { Grain } from '@tessera/plugin-api/wire'
import { startOf, type Calendar } from './calendar.ts'
import { isElapsed } from './edge.ts'
import { isCalendarUnit, periodList } from './periods.ts'
import { beginOf, type Span } from './span.ts'
import { unitStart } from './unit-start.ts'

const nanoseconds = { minute: 60_000_000_000n, hour: 3_600_000_000_000n } as const
const ofDays = { day: 1, week: 7 } as const
const ofMonths = { month: 1, quarter: 3, year: 12 } as const

function countWhole(start: Temporal.PlainDateTime, to: Temporal.PlainDateTime, unit: 'days' | 'months'): number {
  const whole = start.until(to, { largestUnit: unit })[unit]
  return start.add({ [unit]: whole }).equals(to) ? whole : whole + 1
}

/** How many units of a calendar a span touches, at least one. Computed, so that a list of them is refused before it is made. */
export function countUnits(span: Span, unit: Grain, calendar: Calendar): number {
  const { periods, timeZone } = calendar
  const { from, to } = span.local
  if (isElapsed(unit)) {
    const start = unitStart(beginOf(span), unit, { timeZone, weekStart: 1 })
    const length = span.to.epochNanoseconds - start.instant.epochNanoseconds
    return Math.max(1, Number((length + nanoseconds[unit] - 1n) / nanoseconds[unit]))
  }
  if (periods && isCalendarUnit(unit)) {
    const list = periodList(periods, unit)
    const last = Temporal.PlainDateTime.compare(from, to) < 0 ? to.subtract({ nanoseconds: 1 }) : from
    return list.placeOf(last) - list.placeOf(from) + 1
  }
  const start = startOf(from, unit, calendar)
  const count =
    unit === 'day' || unit === 'week'
      ? countWhole(start, to, 'days') / ofDays[unit]
      : countWhole(start, to, 'months') / ofMonths[unit]
  return Math.max(1, Math.ceil(count))
}
