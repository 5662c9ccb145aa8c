import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Kept } from '../resolve/resolved-query.ts'
import { oneOfSql } from './filter-sql.ts'

/** Whether a dimension has one of the values that `top` keeps. */
export function keptSql(expression: RawBuilder<unknown>, kept: Kept): RawBuilder<SqlBool> {
  const values = kept.values.filter((value) => value !== null)
  const parts = [
    ...(values.length > 0 ? [oneOfSql(expression, values)] : []),
    ...(kept.values.includes(null) ? [sql`${expression} is null`] : []),
  ]
  return parts.length > 0 ? sql<SqlBool>`(${sql.join(parts, sql` or `)})` : sql<SqlBool>`false`
}
