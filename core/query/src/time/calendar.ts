import type { Grain } from '@tessera/plugin-api/wire'
import { edgeAt, isElapsed, likeEdge, type CivilGrain, type Edge } from './edge.ts'
import { isCalendarUnit, periodList, type CalendarPeriods } from './periods.ts'

/** Calendar rules a query is read with. `weekStart`: 1 Monday … 7 Sunday. */
export interface Calendar {
  readonly timeZone: string
  readonly weekStart: number
  /** Month the year starts in, 1 … 12; left out, January. */
  readonly yearStartMonth?: number
  /** A calendar of the tenant's own; it rules weeks, months, quarters and years. */
  readonly periods?: CalendarPeriods
}

/** Whole units to move by. */
export interface Step {
  readonly n: number
  readonly unit: Grain
}

/** Moved by whole grains of the civil calendar. Month ends are clamped, as 31 March − 1 month = 28 February. */
function addGrain(at: Temporal.PlainDateTime, n: number, grain: Grain): Temporal.PlainDateTime {
  if (grain === 'quarter') return at.add({ months: 3 * n })
  return at.add({ [`${grain}s`]: n })
}

function startOfMonths(day: Temporal.PlainDateTime, months: number, first: number): Temporal.PlainDateTime {
  return day.with({ day: 1 }).subtract({ months: (day.month - first + 12) % months })
}

/** Start of the civil unit that a local date-time falls in. */
export function startOf(at: Temporal.PlainDateTime, grain: CivilGrain, calendar: Calendar): Temporal.PlainDateTime {
  const day = at.round({ smallestUnit: 'day', roundingMode: 'floor' })
  if (grain === 'day') return day
  const { periods, weekStart, yearStartMonth = 1 } = calendar
  if (periods) {
    const list = periodList(periods, grain)
    return list.startAt(list.placeOf(day))
  }
  if (grain === 'week') return day.subtract({ days: (day.dayOfWeek - weekStart + 7) % 7 })
  return startOfMonths(day, { month: 1, quarter: 3, year: 12 }[grain], yearStartMonth)
}

interface Moved {
  readonly at: Temporal.PlainDateTime
  /** The unit moved to is too short for it; `at` is its end then, or for civil months their last day. */
  readonly clamped: boolean
}

function move(at: Temporal.PlainDateTime, { n, unit }: Step, { periods }: Calendar): Moved {
  if (!periods || !isCalendarUnit(unit)) {
    const moved = addGrain(at, n, unit)
    const byMonths = unit === 'month' || unit === 'quarter' || unit === 'year'
    return { at: moved, clamped: byMonths && moved.day !== at.day }
  }
  const list = periodList(periods, unit)
  const place = list.placeOf(at)
  const inside = list.startAt(place).until(at, { largestUnit: 'days' })
  const start = list.startAt(place + n)
  if (inside.blank) return { at: start, clamped: false }
  const end = list.startAt(place + n + 1)
  const moved = start.add(inside)
  const clamped = Temporal.PlainDateTime.compare(moved, end) >= 0
  return { at: clamped ? end : moved, clamped }
}

/** A local date-time moved by whole units, at the same distance from the unit's start. Clamped to units that are shorter. */
export function moveBy(at: Temporal.PlainDateTime, step: Step, calendar: Calendar): Temporal.PlainDateTime {
  return move(at, step, calendar).at
}

/** Where a bound lies in another unit: at the same place, and where that unit is too short to have it, at its end. */
export function boundIn(at: Temporal.PlainDateTime, step: Step, calendar: Calendar): Temporal.PlainDateTime {
  const moved = move(at, step, calendar)
  // why: a period of a calendar of the tenant's own is clamped to its end already
  if (!moved.clamped || calendar.periods) return moved.at
  return startOf(moved.at, 'day', calendar).add({ days: 1 })
}

/** The end of a span moved by whole units: hours and minutes are elapsed time, all else is civil. */
export function moveEdge(at: Edge, step: Step, calendar: Calendar): Edge {
  const { timeZone } = calendar
  if (isElapsed(step.unit)) return edgeAt(at.instant.add({ [`${step.unit}s`]: step.n }), timeZone)
  return likeEdge(at, boundIn(at.local, step, calendar), timeZone)
}

export function isMidnight(at: Temporal.PlainDateTime): boolean {
  return at.equals(at.round({ smallestUnit: 'day', roundingMode: 'floor' }))
}
