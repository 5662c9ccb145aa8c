import { markChanged } from '@tessera/plugin-api/server'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { RecordPlace } from './parts.ts'

/** Values of time columns of a row. */
export type TimeRow = Readonly<Record<string, unknown>>

/** Columns of a table that facts may take as their time, imported or not. */
export async function timeColumns(db: Kysely<never>, { table }: RecordPlace): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table.place}::regclass and attnum > 0 and not attisdropped
      and atttypid in ('timestamptz'::regtype, 'date'::regtype)`.execute(db)
  return rows.map(({ name }) => name)
}

/** What a statement answers of each row: its times, or nothing but that there is one. */
export function timesOf(columns: readonly string[]): RawBuilder<unknown> {
  return columns.length === 0 ? sql`1 as one` : sql.join(columns.map((name) => sql.ref(`stored.${name}`)))
}

const isTime = (value: unknown): value is Date | string =>
  (value instanceof Date || typeof value === 'string') && Number.isFinite(new Date(value).getTime())

/** Notes which hours the rows belong to, before and after, for rollups. */
export async function markTimes(db: Kysely<never>, { table, tenantId }: RecordPlace, rows: readonly TimeRow[]) {
  const times = rows.flatMap((row) => Object.values(row).filter(isTime))
  await markChanged(db, { tenantId, table: table.place, times })
}
