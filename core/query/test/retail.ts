import { sql } from 'kysely'
import type { Database } from '@tessera/database'
import type { CalendarPeriods } from '../src/time/periods.ts'

const units = ['week', 'month', 'quarter', 'year'] as const

/** A 4-4-5 calendar by plain counting; years named in `leap` have a 53rd week, in their last month. */
export function retailCalendar(first: string, years: readonly number[], leap: readonly number[] = []): CalendarPeriods {
  const found: Record<(typeof units)[number], { start: string; end: string; label: string }[]> = {
    week: [],
    month: [],
    quarter: [],
    year: [],
  }
  let day = Temporal.PlainDate.from(first)
  for (const year of years) {
    const weeks = leap.includes(year) ? 53 : 52
    let month = 0
    let left = 0
    for (let week = 1; week <= weeks; week += 1) {
      const [start, end] = [day.toString(), day.add({ days: 7 }).toString()]
      const extend = (unit: (typeof units)[number], label: string, fresh: boolean) => {
        const last = found[unit].at(-1)
        if (fresh || !last) found[unit].push({ start, end, label })
        else last.end = end
      }
      const newMonth = left === 0 && week < 53
      if (newMonth) {
        month += 1
        left = month % 3 === 0 ? 5 : 4
      }
      extend('week', `${year} W${week}`, true)
      extend('month', `${year} P${month}`, newMonth)
      extend('quarter', `${year} Q${Math.ceil(month / 3)}`, newMonth && month % 3 === 1)
      extend('year', `${year}`, week === 1)
      left = Math.max(0, left - 1)
      day = day.add({ days: 7 })
    }
  }
  return { id: 'retail', units: found }
}

/** Writes a calendar into the table the engine reads. */
export async function storeRetail(database: Database, tenantId: string, calendar: CalendarPeriods): Promise<void> {
  const rows = units.flatMap((unit) => calendar.units[unit].map((period) => ({ ...period, unit })))
  await database.tenantTransaction(tenantId, async (db) => {
    await sql`delete from core.calendar_periods where tenant_id = ${tenantId} and calendar_id = ${calendar.id}`.execute(
      db,
    )
    await sql`insert into core.calendar_periods (tenant_id, calendar_id, unit, start_day, end_day, label, position_in_year)
      select ${tenantId}::uuid, ${calendar.id}, unit, "start", "end", label, 1
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p(unit text, "start" date, "end" date, label text)`.execute(
      db,
    )
  })
}
