import { markChanged } from '@tessera/plugin-api/server'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { ColumnTypes } from './column-types.ts'
import type { RecordPlace } from './parts.ts'

/** How many rows a statement touched, and the hours of their times in seconds since 1970. */
export interface Touched {
  readonly count: number
  readonly hours: readonly number[]
  /** JSON of what the statement noted of each row, where it notes something; as text, which keeps every digit. */
  readonly noted?: string | null
}

/** What a statement may note of each row it touches. With its space it is the name of no column. */
const notedColumn = 'row noted'

const timesIn = (types: ColumnTypes) => [...types].filter(([, { time }]) => time !== null)

/** What a statement answers of each row: its times, or nothing but that there is one, and what is noted of it. */
export function timesOf(types: ColumnTypes, note?: RawBuilder<unknown>): RawBuilder<unknown> {
  const times = timesIn(types).map(([name]) => sql`${sql.ref(`stored.${name}`)}`)
  const all = [
    ...(times.length === 0 ? [sql`1 as one`] : times),
    ...(note ? [sql`${note} as ${sql.ref(notedColumn)}`] : []),
  ]
  return sql.join(all)
}

/** Runs a statement that answers `timesOf` the rows it touches. */
export async function touch(
  db: Kysely<never>,
  { types, notes = false }: { readonly types: ColumnTypes; readonly notes?: boolean },
  statement: RawBuilder<unknown>,
): Promise<Touched> {
  const times = timesIn(types).map(([name, { time }]) =>
    time === 'date' ? sql`${sql.ref(name)}::timestamp at time zone 'UTC'` : sql.ref(name),
  )
  const hours =
    times.length === 0
      ? sql`'{}'::float8[]`
      : sql`array(
          select distinct extract(epoch from date_bin('1 hour', at, '1970-01-01Z'))::float8
          from (${sql.join(
            times.map((time) => sql`select ${time} as at from touched`),
            sql` union all `,
          )}) times where isfinite(at))`
  const { rows } = await sql<Touched>`
    with touched as (${statement}) select (select count(*)::int from touched) as count, ${hours} as hours,
      ${notes ? sql`(select coalesce(jsonb_agg(${sql.ref(notedColumn)}), '[]')::text from touched)` : sql`null`} as noted`.execute(
    db,
  )
  return rows[0] ?? { count: 0, hours: [] }
}

/** Notes the hours of rows, before and after, for rollups. */
export async function markTimes(
  db: Kysely<never>,
  { table, tenantId }: RecordPlace,
  touched: readonly Touched[],
): Promise<void> {
  const times = touched.flatMap(({ hours }) => hours.map((hour) => new Date(hour * 1000)))
  await markChanged(db, { tenantId, table: table.place, times })
}
