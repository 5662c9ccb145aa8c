import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Aggregate, Bounds } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import { withinSql } from '../rollup/within-sql.ts'
import { boundsOf, inBuckets } from './bucket-sql.ts'
import { leafScope, tenantParameter, timeParameter, type Leaf, type LeafContext } from './leaf.ts'
import { elapsedOf } from './until-now.ts'

/** Which rows of a fact a leaf of aggregates reads, before they are grouped; null when the period has no bucket. */
export function aggregateScan(leaf: Leaf, context: LeafContext) {
  const { fact, measures } = leaf
  const first = measures[0]
  if (!first) return null
  const after = (first.source as Aggregate).after
  // why: a row that has not reached its age yet says nothing about it
  const { period, relative } = after
    ? elapsedOf(context)
    : { period: context.period, relative: context.query.time.relative }
  const bounds = boundsOf(period, { fact, metric: first.metric, relative, after })
  const begin = bounds[0]
  const end = bounds.at(-1)
  if (!begin || !end) return null
  const from = timeParameter(begin.from, fact)
  const to = timeParameter(end.to, fact)
  const scoped: Bounds = { tenant: tenantParameter(context.tenantId), from, to }
  const scope = leafScope(leaf, context, scoped)
  const time = sql`${sql.ref(fact.time.column)}`
  /** Condition of one measure alone, beside those of the whole leaf. */
  const conditionOf = (measure: PlannedMeasure): RawBuilder<SqlBool> | null => {
    const { where } = measure.source as Aggregate
    const parts = [
      ...(where ? [scope.callback(where)] : []),
      ...(measure.filter ? [scope.condition(measure.filter)] : []),
    ]
    return parts.length === 0 ? null : sql<SqlBool>`${sql.join(parts, sql` and `)}`
  }
  const { within } = context
  const dated = within ? withinSql(time, within, fact) : [sql`${time} >= ${from}`, sql`${time} < ${to}`]
  const where = [...scope.where, ...dated, ...inBuckets(time, bounds, fact)]
  return { first, bounds, scoped, scope, time, where, conditionOf }
}
