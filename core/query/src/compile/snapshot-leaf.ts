import { sql, type RawBuilder } from 'kysely'
import type { Bounds, Lost, Snapshot } from '@tessera/plugin-api/server'
import { bucketJoinSql, type BucketJoin } from './bucket-join.ts'
import { boundsOf } from './bucket-sql.ts'
import { columnOrExpression } from './fact-columns.ts'
import type { Leaf, LeafContext } from './leaf.ts'
import { untilNow } from './until-now.ts'

type Lasting = Snapshot | Lost

function aggregate(source: Lasting, bounds: Bounds): RawBuilder<unknown> {
  if (source.measure === 'count') return sql`count(*)`
  if ('distinct' in source.measure) return sql`count(distinct ${sql.ref(source.measure.distinct)})`
  return sql`sum(${columnOrExpression(source.measure.sum, bounds)})`
}

/** When a row that lasts is open: it began before, and has not ended before. */
export function openAt(
  at: RawBuilder<unknown>,
  start: RawBuilder<unknown>,
  end: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`${start} < ${at} and (${end} is null or ${end} >= ${at})`
}

/** Which rows count in a bucket: open at its start or end, or open at its start and ended within it. */
function belongs(source: Lasting, start: RawBuilder<unknown>, end: RawBuilder<unknown>): RawBuilder<unknown> {
  const from = sql.ref('bucket._from')
  const to = sql.ref('bucket._to')
  if (source.kind === 'lost') return sql`${start} < ${from} and ${end} >= ${from} and ${end} < ${to}`
  return openAt(source.at === 'start' ? from : to, start, end)
}

/** Which rows that last count in which buckets; null for a fact without interval. */
export function lastingJoin(leaf: Leaf, context: LeafContext): BucketJoin | null {
  const { fact, measures } = leaf
  const first = measures[0]
  if (!first || !fact.interval) return null
  const period = untilNow(context.period, context)
  const bounds = boundsOf(period, { fact, metric: first.metric, relative: true })
  return {
    bounds,
    on: belongs(first.source as Lasting, sql.ref(fact.interval.start), sql.ref(fact.interval.end)),
    aggregate: (measure, scoped) => aggregate(measure.source as Lasting, scoped),
    where: (measure) => (measure.source as Lasting).where,
  }
}

/** Rows that last, read at one instant of each bucket (`snapshot`) or as what ended within it (`lost`). */
export function snapshotLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const join = lastingJoin(leaf, context)
  return join && bucketJoinSql(leaf, context, join)
}
