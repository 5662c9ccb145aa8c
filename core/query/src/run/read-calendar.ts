import { sql, type Kysely } from 'kysely'
import type { CalendarPeriod, CalendarPeriods, CalendarUnit } from '../time/periods.ts'

/** Reads a calendar of the tenant's own; null when there is none of that id. */
export async function readCalendar(db: Kysely<never>, tenantId: string, id: string): Promise<CalendarPeriods | null> {
  const { rows } = await sql<CalendarPeriod & { unit: CalendarUnit }>`
    select unit, start_day::text as "start", end_day::text as "end", label
    from core.calendar_periods
    where tenant_id = ${tenantId}::uuid and calendar_id = ${id}
    order by unit, start_day`.execute(db)
  if (rows.length === 0) return null
  const of = (unit: CalendarUnit) => rows.filter((row) => row.unit === unit)
  return { id, units: { week: of('week'), month: of('month'), quarter: of('quarter'), year: of('year') } }
}
