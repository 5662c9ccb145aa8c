import { sql, type RawBuilder } from 'kysely'
import type { Bounds, Lost, Snapshot } from '@tessera/plugin-api/server'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import { isMidnight } from '../time/calendar.ts'
import type { Slot } from '../time/buckets.ts'
import { boundsOf, timeType, type Period } from './bucket-sql.ts'
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

/** Rows that last, read at one instant of each bucket (`snapshot`) or as what ended within it (`lost`). */
export function snapshotLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const { fact, measures } = leaf
  const first = measures[0]
  if (!first || !fact.interval) return null
  const period = untilNow(context.period, context)
  const bounds = boundsOf(period, { fact, metric: first.metric, relative: true })
  if (bounds.length === 0) return null
  const scoped: Bounds = {
    tenant: tenantParameter(context.tenantId),
    from: sql<Date>`${sql.ref('bucket._from')}`,
    to: sql<Date>`${sql.ref('bucket._to')}`,
  }
  const scope = leafScope(leaf, context, scoped)
  const selects = measures.map((measure: PlannedMeasure) => {
    const { where } = measure.source as Lasting
    const parts = [
      ...(where ? [scope.callback(where)] : []),
      ...(measure.filter ? [scope.condition(measure.filter)] : []),
    ]
    const filter = parts.length === 0 ? sql`` : sql` filter (where ${sql.join(parts, sql` and `)})`
    return sql`${aggregate(measure.source as Lasting)}${filter} as ${sql.ref(measureColumn(measure, context.period))}`
  })
  const type = timeType(fact)
  const buckets = sql`unnest(${bounds.map((b) => b.ordinal)}::int[], ${bounds.map((b) => b.from)}::${type}[], ${bounds.map((b) => b.to)}::${type}[])`
  const interval = belongs(first.source as Lasting, sql.ref(fact.interval.start), sql.ref(fact.interval.end))
  const select = sql.join([sql`bucket._ordinal as ordinal`, ...dimensionSelects(scope.dimensions), ...selects])
  return sql`
  select ${select}
  from ${scope.columns.from()}
    join ${buckets} as bucket(_ordinal, _from, _to) on ${interval}
  where ${all(scope.where)}
  group by ${groupBy(scope.dimensions.length)}`
}
