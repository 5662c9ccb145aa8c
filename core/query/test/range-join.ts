import { sql, type RawBuilder } from 'kysely'

/** Windows of instants, one for each bucket, counted from 1. */
export interface RangeJoin {
  readonly tenantId: string
  /** Table with columns `tenant_id`, `timestamp`, `user_id`. */
  readonly table: `${string}.${string}`
  readonly windows: readonly { readonly from: string; readonly to: string }[]
}

/**
 * Active users of overlapping windows by joining rows with windows: what every window costs when each reads its own rows.
 * The engine never writes this; tests compare its answers with it, and the bench its time.
 */
export function rangeJoinSql({ tenantId, table, windows }: RangeJoin): RawBuilder<{ ordinal: number; users: number }> {
  const from = windows.map((window) => window.from)
  const to = windows.map((window) => window.to)
  return sql`
  select bucket._ordinal as ordinal, count(distinct user_id) as users
  from ${sql.table(table)}
    join unnest(${from}::timestamptz[], ${to}::timestamptz[]) with ordinality as bucket(_from, _to, _ordinal)
      on "timestamp" >= bucket._from and "timestamp" < bucket._to
  where tenant_id = ${tenantId}::uuid
  group by 1
  order by 1`
}
