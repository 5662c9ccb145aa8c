import { sql, type RawBuilder } from 'kysely'
import type { Aggregate } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import { aggregateScan } from './aggregate-scan.ts'
import { aggregateSql } from './aggregate-sql.ts'
import { ordinalSql } from './bucket-sql.ts'
import { grouping } from './grouping.ts'
import { all, measureColumn, type Leaf, type LeafContext } from './leaf.ts'

const sameCondition = (a: PlannedMeasure, b: PlannedMeasure) =>
  a.filter === b.filter && (a.source as Aggregate).where === (b.source as Aggregate).where

/**
 * Counts, sums, minima, maxima and distinct counts of one fact in one scan. A condition all measures share stands in
 * WHERE; where each has its own, WHERE holds their OR, so that an index can serve them.
 */
export function aggregateLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const scan = aggregateScan(leaf, context)
  if (!scan) return null
  const { first, scope, conditionOf } = scan
  const { fact, measures } = leaf
  const shared = measures.every((measure) => sameCondition(measure, first))
  const selects = measures.map((measure) => {
    const condition = shared ? null : conditionOf(measure)
    const filter = condition ? sql` filter (where ${condition})` : sql``
    const name = sql.ref(measureColumn(measure, context.period))
    return sql`${aggregateSql(measure.source as Aggregate, scan.scoped)}${filter} as ${name}`
  })
  const conditions = measures.map(conditionOf)
  const narrowed = shared ? conditions.slice(0, 1) : conditions
  const narrowing =
    narrowed.length > 0 && narrowed.every((condition) => condition !== null)
      ? [sql`(${sql.join([...new Set(narrowed)], sql` or `)})`]
      : []
  const groups = grouping(scope.dimensions, context.query.sets)
  const ordinal = ordinalSql(scan.time, scan.bounds, fact)
  const select = sql.join([sql`${ordinal} as ordinal`, ...groups.selects, ...selects])
  return sql`
  select ${select}
  from ${scope.columns.from()}${groups.from}
  where ${all([...scan.where, ...narrowing])}
  group by ${groups.by}`
}
