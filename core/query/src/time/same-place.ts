import type { Step } from './calendar.ts'
import { periodList, type CalendarPeriods, type CalendarUnit } from './periods.ts'
import type { Span } from './span.ts'

/**
 * The period at the same place of another unit: week 12 of this year → week 12 of the year before. Null where that unit has
 * no such place, as for a 53rd week. A period cut off by the range is cut off alike.
 */
export function samePlace(
  part: Span,
  by: { readonly grain: CalendarUnit; readonly step: Step & { readonly unit: CalendarUnit } },
  periods: CalendarPeriods,
): Span | null {
  const own = periodList(periods, by.grain)
  const units = periodList(periods, by.step.unit)
  const place = own.placeOf(part.from)
  const unit = units.placeOf(part.from)
  const target = own.placeOf(units.startAt(unit + by.step.n)) + place - own.placeOf(units.startAt(unit))
  const from = own.startAt(target)
  if (Temporal.PlainDateTime.compare(from, units.startAt(unit + by.step.n + 1)) >= 0) return null
  const to = own.startAt(target + 1)
  const shifted = (at: Temporal.PlainDateTime, end: Temporal.PlainDateTime) => {
    const moved = from.add(own.startAt(place).until(at, { largestUnit: 'days' }))
    return at.equals(own.startAt(place + 1)) || Temporal.PlainDateTime.compare(moved, end) > 0 ? end : moved
  }
  const cut = { from: shifted(part.from, to), to: shifted(part.to, to) }
  return Temporal.PlainDateTime.compare(cut.from, cut.to) < 0 ? cut : null
}
