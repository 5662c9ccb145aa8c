import type { Grain } from '@tessera/plugin-api/wire'
import { moveBy, startOf, toInstant, type Calendar } from './calendar.ts'
import type { Span } from './span.ts'

/** Whole calendar units from the one a span begins in to some units after the one it ends in. */
export interface Units {
  /** Local start of each unit, and the end of the last one. */
  readonly starts: readonly Temporal.PlainDateTime[]
  /** How many of the units, from the first, were over at `now`. */
  readonly over: number
}

/** Lays out the units that a span touches, and as many more as asked. */
export function unitsOf(
  span: Span,
  unit: Grain,
  when: { readonly more: number; readonly now: Temporal.Instant; readonly calendar: Calendar },
): Units {
  const { more, now, calendar } = when
  const starts = [startOf(span.from, unit, calendar)]
  let extra = 0
  while (extra <= more) {
    const next = moveBy(starts.at(-1) ?? span.from, { n: 1, unit }, calendar)
    if (Temporal.PlainDateTime.compare(next, span.to) >= 0) extra += 1
    starts.push(next)
  }
  const ends = starts.slice(1).map((end) => toInstant(end, calendar.timeZone))
  return { starts, over: ends.filter((end) => Temporal.Instant.compare(end, now) <= 0).length }
}
