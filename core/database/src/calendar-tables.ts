import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'

/** Calendars of tenants' own, as 4-4-5: one row for each week, month, quarter and year. */
export const calendarTables: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table calendar_periods (
      tenant_id uuid not null, calendar_id text not null,
      unit text not null check (unit in ('week', 'month', 'quarter', 'year')),
      start_day date not null, end_day date not null check (end_day > start_day),
      label text not null, position_in_year smallint not null check (position_in_year > 0),
      primary key (tenant_id, calendar_id, unit, start_day))`.execute(db)
    await tenantTable('calendar_periods')
  },
}
