import { queryErrors } from '../errors.ts'
import { moveBy, startOf, type Calendar } from './calendar.ts'
import { countUnits } from './count-units.ts'
import { toInstant, type CivilGrain } from './edge.ts'
import type { Span } from './span.ts'

/** Most units a span and what comes after it may be cut into: eleven years of days. */
export const maxUnits = 4_000

/** Whole calendar units from the one a span begins in to some units after the one it ends in. */
export interface Units {
  /** Local start of each unit, and the end of the last one. */
  readonly starts: readonly Temporal.PlainDateTime[]
  /** How many of the units, from the first, were over at `now`. */
  readonly over: number
}

/**
 * Counts the units that a span touches, and as many more as asked, without laying them out. Refuses with `too_many_groups` a
 * span that would be cut into too many.
 */
export function countFewUnits(
  span: Span,
  unit: CivilGrain,
  when: { readonly more: number; readonly calendar: Calendar },
): number {
  const count = countUnits(span, unit, when.calendar) + when.more
  if (count <= maxUnits) return count
  throw queryErrors('too_many_groups', { what: `${unit}s to tell cohorts and their returns apart`, limit: maxUnits })
}

/** Lays out the units that a span touches, and as many more as asked. Refuses with `too_many_groups`. */
export function unitsOf(
  span: Span,
  unit: CivilGrain,
  when: { readonly more: number; readonly now: Temporal.Instant; readonly calendar: Calendar },
): Units {
  const { more, now, calendar } = when
  countFewUnits(span, unit, { more, calendar })
  const starts = [startOf(span.local.from, unit, calendar)]
  let extra = 0
  while (extra <= more) {
    const next = moveBy(starts.at(-1) ?? span.local.from, { n: 1, unit }, calendar)
    if (Temporal.PlainDateTime.compare(next, span.local.to) >= 0) extra += 1
    starts.push(next)
  }
  const ends = starts.slice(1).map((end) => toInstant(end, calendar.timeZone))
  return { starts, over: ends.filter((end) => Temporal.Instant.compare(end, now) <= 0).length }
}
