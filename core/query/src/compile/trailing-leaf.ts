import { sql, type RawBuilder } from 'kysely'
import type { Aggregate, Trailing } from '@tessera/plugin-api/server'
import { partsLeaf } from '../rollup/window-parts.ts'
import { aggregateSql } from './aggregate-sql.ts'
import { bucketJoinSql } from './bucket-join.ts'
import { boundsOf, type Bound, type Period } from './bucket-sql.ts'
import type { Leaf, LeafContext } from './leaf.ts'
import { runningDistinct } from './running-distinct.ts'
import { runningParts } from './running-parts.ts'
import { elapsedOf } from './until-now.ts'
import { mapOf } from './window-map.ts'
import { areDisjoint, windowsOf } from './windows.ts'

/** How overlapping windows of an aggregate are computed; measures of one shape share a scan. */
export function shapeOf({ kind }: Aggregate): 'distinct' | 'join' | 'parts' {
  if (kind === 'distinct') return 'distinct'
  return kind === 'percentile' ? 'join' : 'parts'
}

/** Each window reads its own rows: for what cannot be put together from the intervals between window bounds. */
function joined(leaf: Leaf, context: LeafContext, bounds: readonly Bound[]): RawBuilder<unknown> | null {
  const time = sql.ref(leaf.fact.time.column)
  return bucketJoinSql(leaf, context, {
    bounds,
    on: sql`${time} >= bucket._from and ${time} < bucket._to`,
    aggregate: (measure, scoped) => aggregateSql(measure.source as Aggregate, scoped),
    where: (measure) => (measure.source as Aggregate).where,
  })
}

/** Aggregates over windows, one for each bucket; `leaf` holds plain aggregates of one shape. */
export function windowsLeaf(
  leaf: Leaf,
  context: LeafContext,
  windows: { readonly period: Period; readonly relative: boolean },
): RawBuilder<unknown> | null {
  const [first] = leaf.measures
  if (!first) return null
  const { period, relative } = windows
  const bounds = boundsOf(period, { fact: leaf.fact, metric: first.metric, relative })
  if (areDisjoint(bounds)) return partsLeaf(leaf, { ...context, period })
  const shape = shapeOf(first.source as Aggregate)
  const map = shape === 'join' ? null : mapOf(bounds)
  if (!map) return joined(leaf, context, bounds)
  return shape === 'distinct' ? runningDistinct(leaf, context, map) : runningParts(leaf, context, map)
}

/** The windows of a trailing measure: each ends with its bucket, or now. */
export function trailingWindows({ aggregate, since }: Trailing, context: LeafContext) {
  const { period, relative } = elapsedOf(context)
  const { calendar } = context.query.time
  return { period: windowsOf(period, since, { fact: aggregate.fact, calendar, relative }), relative }
}

/** Aggregates over windows that end with each bucket and begin before it. */
export function trailingLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const [first] = leaf.measures
  if (!first) return null
  const measures = leaf.measures.map((measure) => ({ ...measure, source: (measure.source as Trailing).aggregate }))
  return windowsLeaf({ ...leaf, measures }, context, trailingWindows(first.source as Trailing, context))
}
