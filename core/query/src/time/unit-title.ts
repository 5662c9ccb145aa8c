import type { Grain } from '@tessera/plugin-api/wire'
import type { Calendar } from './calendar.ts'
import { isCalendarUnit, periodList } from './periods.ts'

/** Readable name of a fiscal quarter or year, after the calendar year it ends in, or of a period of the tenant's calendar. */
export function unitTitle(start: Temporal.PlainDateTime, grain: Grain, calendar: Calendar): string | undefined {
  const { periods, yearStartMonth } = calendar
  if (periods) {
    if (!isCalendarUnit(grain)) return undefined
    const list = periodList(periods, grain)
    return list.at(list.placeOf(start))?.label
  }
  if (yearStartMonth === undefined || (grain !== 'quarter' && grain !== 'year')) return undefined
  const months = (start.month - yearStartMonth + 12) % 12
  const year = `FY${start.add({ months: 11 - months }).year}`
  return grain === 'year' ? year : `${year} Q${months / 3 + 1}`
}
