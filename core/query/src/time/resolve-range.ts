import type { Range } from '@tessera/plugin-api/wire'
import { queryErrors } from '../errors.ts'
import { addGrain, startOf, type Calendar } from './calendar.ts'
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
    const to = addGrain(startOf(now, range.unit, calendar.weekStart), -(range.offset ?? 0), range.unit)
    return { from: addGrain(to, -range.last, range.unit), to }
  }
  if ('toDate' in range) {
    const from = startOf(now, range.toDate, calendar.weekStart)
    // why: at the very start of the unit nothing has elapsed; the empty span is still a valid "so far"
    return Temporal.PlainDateTime.compare(from, now) < 0 ? { from, to: now } : { from, to: addGrain(from, 1, 'minute') }
  }
  const start = startOf(now, range.unit, calendar.weekStart)
  const from = range.calendar === 'this' ? start : addGrain(start, -1, range.unit)
  return { from, to: addGrain(from, 1, range.unit) }
}
