import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Kept } from '../resolve/resolved-query.ts'
import { oneOfSql, type Comparable } from './compare-sql.ts'

/** Whether a dimension has one of the values that `top` keeps. */
export function keptSql(target: Comparable, kept: Kept): RawBuilder<SqlBool> {
  const values = kept.values.filter((value) => value !== null)
  const parts = [
    ...(values.length > 0 ? [oneOfSql(target, values)] : []),
    ...(kept.values.includes(null) ? [sql`${target.expression} is null`] : []),
  ]
  return parts.length > 0 ? sql<SqlBool>`(${sql.join(parts, sql` or `)})` : sql<SqlBool>`false`
}
