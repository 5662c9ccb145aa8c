import { sql, type RawBuilder } from 'kysely'
import type { Lost, Snapshot } from '@tessera/plugin-api/server'
import { isMidnight } from '../time/calendar.ts'
import type { Slot } from '../time/buckets.ts'
import { bucketJoinSql, type BucketJoin } from './bucket-join.ts'
import { boundsOf, type Period } from './bucket-sql.ts'
import type { Leaf, LeafContext } from './leaf.ts'

type Lasting = Snapshot | Lost

/** Nothing is known after `now`: a running bucket is read as of now, a future one not at all. */
function untilNow(period: Period, context: LeafContext): Period {
  const { now, calendar } = context.query.time
  const cut = (slot: Slot | null): Slot | null => {
    if (!slot || Temporal.Instant.compare(slot.from, now) >= 0) return null
    if (Temporal.Instant.compare(slot.to, now) <= 0) return slot
    const local = now.toZonedDateTimeISO(calendar.timeZone).toPlainDateTime()
    const to = isMidnight(slot.span.to) && isMidnight(slot.span.from) ? local : slot.span.to
    return { ...slot, to: now, span: { from: slot.span.from, to } }
  }
  return { ...period, slots: period.slots.map(cut) }
}

function aggregate(source: Lasting): RawBuilder<unknown> {
  if (source.measure === 'count') return sql`count(*)`
  if ('distinct' in source.measure) return sql`count(distinct ${sql.ref(source.measure.distinct)})`
  return sql`sum(${sql.ref(source.measure.sum)})`
}

/** Which rows count in a bucket: open at its start or end, or open at its start and ended within it. */
function belongs(source: Lasting, start: RawBuilder<unknown>, end: RawBuilder<unknown>): RawBuilder<unknown> {
  const from = sql.ref('bucket._from')
  const to = sql.ref('bucket._to')
  if (source.kind === 'lost') return sql`${start} < ${from} and ${end} >= ${from} and ${end} < ${to}`
  const at = source.at === 'start' ? from : to
  return sql`${start} < ${at} and (${end} is null or ${end} >= ${at})`
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
    aggregate: (measure) => aggregate(measure.source as Lasting),
    where: (measure) => (measure.source as Lasting).where,
  }
}

/** Rows that last, read at one instant of each bucket (`snapshot`) or as what ended within it (`lost`). */
export function snapshotLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const join = lastingJoin(leaf, context)
  return join && bucketJoinSql(leaf, context, join)
}
