import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Bounds, On } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import { timeType, type Bound } from './bucket-sql.ts'
import {
  all,
  dimensionSelects,
  groupBy,
  leafScope,
  measureColumn,
  tenantParameter,
  type Leaf,
  type LeafContext,
} from './leaf.ts'

/** How rows meet buckets when one row may count in several of them. */
export interface BucketJoin {
  readonly bounds: readonly Bound[]
  /** Condition between the fact's columns and `bucket._from`, `bucket._to`. */
  readonly on: RawBuilder<unknown>
  readonly aggregate: (measure: PlannedMeasure, bounds: Bounds) => RawBuilder<unknown>
  readonly where: (measure: PlannedMeasure) => On<never, SqlBool> | undefined
}

/** Rows of a fact beside the buckets they count in, before they are grouped; null when there is no bucket. */
export function bucketScan(leaf: Leaf, context: LeafContext, join: BucketJoin) {
  const { bounds, on } = join
  if (bounds.length === 0) return null
  const scoped: Bounds = {
    tenant: tenantParameter(context.tenantId),
    from: sql<Date>`${sql.ref('bucket._from')}`,
    to: sql<Date>`${sql.ref('bucket._to')}`,
  }
  const scope = leafScope(leaf, context, scoped)
  /** Conditions of one measure alone, beside those of the whole leaf. */
  const conditionsOf = (measure: PlannedMeasure) => {
    const where = join.where(measure)
    return [...(where ? [scope.callback(where)] : []), ...(measure.filter ? [scope.condition(measure.filter)] : [])]
  }
  const type = timeType(leaf.fact)
  const buckets = sql`unnest(${bounds.map((b) => b.ordinal)}::int[], ${bounds.map((b) => b.from)}::${type}[], ${bounds.map((b) => b.to)}::${type}[])`
  /** The fact with its joins and its buckets. Call it last. */
  const from = () => sql`${scope.columns.from()}
    join ${buckets} as bucket(_ordinal, _from, _to) on ${on}`
  return { scoped, scope, conditionsOf, from }
}

/** Joins a fact with the buckets of a period and aggregates per bucket; null when there is no bucket. */
export function bucketJoinSql(leaf: Leaf, context: LeafContext, join: BucketJoin): RawBuilder<unknown> | null {
  const scan = bucketScan(leaf, context, join)
  if (!scan) return null
  const { scoped, scope } = scan
  const selects = leaf.measures.map((measure) => {
    const parts = scan.conditionsOf(measure)
    const filter = parts.length === 0 ? sql`` : sql` filter (where ${sql.join(parts, sql` and `)})`
    return sql`${join.aggregate(measure, scoped)}${filter} as ${sql.ref(measureColumn(measure, context.period))}`
  })
  const select = sql.join([sql`bucket._ordinal as ordinal`, ...dimensionSelects(scope.dimensions), ...selects])
  return sql`
  select ${select}
  from ${scan.from()}
  where ${all(scope.where)}
  group by ${groupBy(scope.dimensions.length)}`
}
