import type { Range } from '@tessera/plugin-api/wire'
import { queryErrors } from '../errors.ts'
import { moveEdge, type Calendar } from './calendar.ts'
import { civilEdge, edgeAt, type Edge } from './edge.ts'
import { assertNotEmpty, spanBetween, type Span } from './span.ts'
import { unitStart } from './unit-start.ts'

const withOffset = /T.*(?:Z|[+-]\d\d:?\d\d)$/

/** A bound as it was written: with an offset it is that instant, whatever the zone; without one it is civil time. */
function boundOf(text: string, timeZone: string): Edge {
  try {
    if (withOffset.test(text)) return edgeAt(Temporal.Instant.from(text), timeZone)
    return civilEdge(Temporal.PlainDateTime.from(text, { overflow: 'reject' }), timeZone)
  } catch {
    throw queryErrors('invalid_query', { reason: `'${text}' is not a date of the calendar` })
  }
}

/** Turns a range into a span. Relative ranges are counted from `now` and snap to their unit; one "to date" ends at `now` itself. */
export function resolveRange(range: Range, now: Edge, calendar: Calendar): Span {
  const { timeZone } = calendar
  if ('from' in range) return assertNotEmpty(spanBetween(boundOf(range.from, timeZone), boundOf(range.to, timeZone)))
  if ('toDate' in range) return spanBetween(unitStart(now, range.toDate, calendar), now)
  const { unit } = range
  const start = unitStart(now, unit, calendar)
  const after = (at: Edge, n: number) => moveEdge(at, { n, unit }, calendar)
  if ('last' in range) {
    const to = after(start, -(range.offset ?? 0))
    return spanBetween(after(to, -range.last), to)
  }
  const from = range.calendar === 'this' ? start : after(start, -1)
  return spanBetween(from, after(from, 1))
}
