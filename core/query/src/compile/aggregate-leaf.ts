import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Aggregate, Bounds } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import { boundsOf, ordinalSql } from './bucket-sql.ts'
import { aggregateSql } from './aggregate-sql.ts'
import { grouping } from './grouping.ts'
import { all, leafScope, measureColumn, tenantParameter, timeParameter, type Leaf, type LeafContext } from './leaf.ts'

const sameCondition = (a: PlannedMeasure, b: PlannedMeasure) =>
  a.filter === b.filter && (a.source as Aggregate).where === (b.source as Aggregate).where

/**
 * Counts, sums, minima, maxima and distinct counts of one fact in one scan. A condition all measures share stands in
 * WHERE; where each has its own, WHERE holds their OR, so that an index can serve them.
 */
export function aggregateLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const { fact, measures } = leaf
  const first = measures[0]
  if (!first) return null
  const after = (first.source as Aggregate).after
  const bounds = boundsOf(context.period, { fact, metric: first.metric, relative: context.query.time.relative, after })
  const begin = bounds[0]
  const end = bounds.at(-1)
  if (!begin || !end) return null
  const from = timeParameter(begin.from, fact)
  const to = timeParameter(end.to, fact)
  const scoped: Bounds = { tenant: tenantParameter(context.tenantId), from, to }
  const scope = leafScope(leaf, context, scoped)
  const conditionOf = (measure: PlannedMeasure): RawBuilder<SqlBool> | null => {
    const { where } = measure.source as Aggregate
    const parts = [
      ...(where ? [scope.callback(where)] : []),
      ...(measure.filter ? [scope.condition(measure.filter)] : []),
    ]
    return parts.length === 0 ? null : sql<SqlBool>`${sql.join(parts, sql` and `)}`
  }
  const shared = measures.every((measure) => sameCondition(measure, first))
  const selects = measures.map((measure) => {
    const condition = shared ? null : conditionOf(measure)
    const filter = condition ? sql` filter (where ${condition})` : sql``
    const name = sql.ref(measureColumn(measure, context.period))
    return sql`${aggregateSql(measure.source as Aggregate, scoped)}${filter} as ${name}`
  })
  const time = sql`${sql.ref(fact.time.column)}`
  const conditions = measures.map(conditionOf)
  const narrowed = shared ? conditions.slice(0, 1) : conditions
  const narrowing =
    narrowed.length > 0 && narrowed.every((condition) => condition !== null)
      ? [sql`(${sql.join([...new Set(narrowed)], sql` or `)})`]
      : []
  const where = all([...scope.where, sql`${time} >= ${from}`, sql`${time} < ${to}`, ...narrowing])
  const groups = grouping(scope.dimensions, context.query.sets)
  const select = sql.join([sql`${ordinalSql(time, bounds, fact)} as ordinal`, ...groups.selects, ...selects])
  return sql`
  select ${select}
  from ${scope.columns.from()}${groups.from}
  where ${where}
  group by ${groups.by}`
}
