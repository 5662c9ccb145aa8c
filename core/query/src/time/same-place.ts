import type { Step } from './calendar.ts'
import { periodList, type CalendarPeriods, type CalendarUnit } from './periods.ts'

/**
 * The start of the period at the same place of another unit: week 12 of this year → week 12 of the year before. Where that unit
 * has no such place, as for a 53rd week, its end.
 */
export function samePlace(
  start: Temporal.PlainDateTime,
  by: { readonly grain: CalendarUnit; readonly step: Step & { readonly unit: CalendarUnit } },
  periods: CalendarPeriods,
): Temporal.PlainDateTime {
  const own = periodList(periods, by.grain)
  const units = periodList(periods, by.step.unit)
  const unit = units.placeOf(start)
  const other = unit + by.step.n
  const place = own.placeOf(units.startAt(other)) + own.placeOf(start) - own.placeOf(units.startAt(unit))
  return own.startAt(Math.min(place, own.placeOf(units.startAt(other + 1))))
}
