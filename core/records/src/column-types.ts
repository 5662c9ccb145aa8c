import { sql, type Kysely } from 'kysely'
import type { RecordPlace } from './parts.ts'

/** How values of a column travel. */
export interface ColumnType {
  /** Its type without precision. */
  readonly sent: string
  /** The type that rounds values as the column does; null where nothing is rounded. */
  readonly held: string | null
  /** Facts may take it as their time. */
  readonly time: 'instant' | 'date' | null
}

/** By name: all columns of a table, imported or not. */
export type ColumnTypes = ReadonlyMap<string, ColumnType>

/** The types of a table's columns, as the database has them now. */
export async function columnTypes(db: Kysely<never>, { table }: Pick<RecordPlace, 'table'>): Promise<ColumnTypes> {
  const { rows } = await sql<ColumnType & { readonly name: string }>`
    select attname as name, format_type(atttypid, -1) as sent,
      case when atttypmod >= 0 and atttypid in ('numeric'::regtype, 'timestamptz'::regtype)
        then format_type(atttypid, atttypmod) end as held,
      case atttypid when 'timestamptz'::regtype then 'instant' when 'date'::regtype then 'date' end as time
    from pg_attribute where attrelid = ${table.place}::regclass and attnum > 0 and not attisdropped`.execute(db)
  return new Map(rows.map(({ name, ...type }) => [name, type]))
}
