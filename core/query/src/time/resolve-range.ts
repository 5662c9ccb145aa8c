import type { Range } from '@tessera/plugin-api/wire'
import { queryErrors } from '../errors.ts'
import { moveBy, startOf, type Calendar } from './calendar.ts'
import { assertNotEmpty, type Span } from './span.ts'

function parseLocal(text: string): Temporal.PlainDateTime {
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' })
  } catch {
    throw queryErrors('invalid_query', { reason: `'${text}' is not a date of the calendar` })
  }
}

/** Turns a range into local civil time. Relative ranges are counted from `now` and snap to their unit. */
export function resolveRange(range: Range, now: Temporal.PlainDateTime, calendar: Calendar): Span {
  if ('from' in range) return assertNotEmpty({ from: parseLocal(range.from), to: parseLocal(range.to) })
  if ('last' in range) {
    const { unit } = range
    const to = moveBy(startOf(now, unit, calendar), { n: -(range.offset ?? 0), unit }, calendar)
    return { from: moveBy(to, { n: -range.last, unit }, calendar), to }
  }
  if ('toDate' in range) {
    const from = startOf(now, range.toDate, calendar)
    // why: at the very start of the unit nothing has elapsed; the empty span is still a valid "so far"
    return Temporal.PlainDateTime.compare(from, now) < 0 ? { from, to: now } : { from, to: from.add({ minutes: 1 }) }
  }
  const { unit } = range
  const start = startOf(now, unit, calendar)
  const from = range.calendar === 'this' ? start : moveBy(start, { n: -1, unit }, calendar)
  return { from, to: moveBy(from, { n: 1, unit }, calendar) }
}
