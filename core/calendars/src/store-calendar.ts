import type { Database } from '@tessera/database'
import { sql } from 'kysely'
import { calendarErrors } from './errors.ts'
import { calendarIdSchema, calendarUnits, checkCalendar, type CalendarPeriod } from './calendar.ts'

/** A calendar as it is listed. */
export interface CalendarSummary {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly years: number
  readonly weeks: number
}

interface Stored {
  readonly tenantId: string
  readonly id: string
  readonly periods: readonly CalendarPeriod[]
  /** Takes the place of a calendar of that id. */
  readonly replace: boolean
}

/** Stores a calendar of a tenant, whole or not at all. Refuses with `calendar_wrong`, `calendar_exists`. */
export async function storeCalendar(database: Database, calendar: Stored): Promise<void> {
  const { tenantId, periods, replace } = calendar
  const read = calendarIdSchema.safeParse(calendar.id)
  if (!read.success) throw calendarErrors('calendar_wrong', { reason: read.error.issues[0]?.message ?? 'its id' })
  const id = read.data
  const units = checkCalendar(periods)
  const rows = calendarUnits.flatMap((unit) =>
    units[unit].map((period) => {
      const year = units.year.findLast(({ start }) => start <= period.start)?.start ?? ''
      const position = units[unit].filter(({ start }) => start >= year && start <= period.start).length
      return { ...period, position }
    }),
  )
  await database.tenantTransaction(tenantId, async (db) => {
    const { rows: known } = await sql`
      select 1 from core.calendar_periods where tenant_id = ${tenantId} and calendar_id = ${id} limit 1`.execute(db)
    if (known.length > 0 && !replace) throw calendarErrors('calendar_exists', { calendar: id })
    await sql`delete from core.calendar_periods where tenant_id = ${tenantId} and calendar_id = ${id}`.execute(db)
    await sql`
      insert into core.calendar_periods (tenant_id, calendar_id, unit, start_day, end_day, label, position_in_year)
      select ${tenantId}::uuid, ${id}, unit, "start", "end", label, position
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as period(unit text, "start" date, "end" date, label text, position smallint)`.execute(db)
  })
}

/** The calendars of a tenant, by id. */
export async function listCalendars(database: Database, tenantId: string): Promise<readonly CalendarSummary[]> {
  return database.tenantTransaction(
    tenantId,
    async (db) => {
      const { rows } = await sql<CalendarSummary>`
        select calendar_id as id, min(start_day)::text as "from", max(end_day)::text as "to",
          count(*) filter (where unit = 'year') as years, count(*) filter (where unit = 'week') as weeks
        from core.calendar_periods
        where tenant_id = ${tenantId}
        group by calendar_id
        order by calendar_id`.execute(db)
      return rows
    },
    { readOnly: true },
  )
}
