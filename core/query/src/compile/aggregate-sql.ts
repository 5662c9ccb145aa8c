import { sql, type RawBuilder } from 'kysely'
import type { Aggregate, Bounds } from '@tessera/plugin-api/server'
import { columnOrExpression } from './fact-columns.ts'

/** SQL of one aggregate, without its condition. */
export function aggregateSql(source: Aggregate, bounds: Bounds): RawBuilder<unknown> {
  const value = source.value === undefined ? null : columnOrExpression(source.value, bounds)
  if (source.kind === 'count') return value ? sql`count(${value})` : sql`count(*)`
  if (source.kind === 'distinct') return sql`count(distinct ${value})`
  if (source.kind === 'percentile') {
    return sql`percentile_cont(${sql.lit(source.fraction ?? 0.5)}) within group (order by ${value})`
  }
  return sql`${sql.raw(source.kind)}(${value})`
}
