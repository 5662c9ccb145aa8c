import type { Grain } from '@tessera/plugin-api/wire'

/** Calendar rules a query is read with. `weekStart`: 1 Monday … 7 Sunday. */
export interface Calendar {
  readonly timeZone: string
  readonly weekStart: number
}

/** A local date-time moved by whole grains. Month ends are clamped, as 31 March − 1 month = 28 February. */
export function addGrain(at: Temporal.PlainDateTime, n: number, grain: Grain): Temporal.PlainDateTime {
  if (grain === 'quarter') return at.add({ months: 3 * n })
  return at.add({ [`${grain}s`]: n })
}

/** Start of the grain that a local date-time falls in. */
export function startOf(at: Temporal.PlainDateTime, grain: Grain, weekStart: number): Temporal.PlainDateTime {
  if (grain === 'minute') return at.round({ smallestUnit: 'minute', roundingMode: 'floor' })
  if (grain === 'hour') return at.round({ smallestUnit: 'hour', roundingMode: 'floor' })
  const day = at.round({ smallestUnit: 'day', roundingMode: 'floor' })
  if (grain === 'day') return day
  if (grain === 'week') return day.subtract({ days: (day.dayOfWeek - weekStart + 7) % 7 })
  if (grain === 'month') return day.with({ day: 1 })
  if (grain === 'quarter') return day.with({ day: 1, month: day.month - ((day.month - 1) % 3) })
  return day.with({ day: 1, month: 1 })
}

/** The instant a local date-time stands for. A time skipped by DST means the moment the clock jumps past it. */
export function toInstant(at: Temporal.PlainDateTime, timeZone: string): Temporal.Instant {
  return at.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).toInstant()
}

export function isMidnight(at: Temporal.PlainDateTime): boolean {
  return at.equals(at.round({ smallestUnit: 'day', roundingMode: 'floor' }))
}
