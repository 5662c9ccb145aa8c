import { sql, type RawBuilder } from 'kysely'
import type { Bounds, Since, Trailing } from '@tessera/plugin-api/server'
import { addGrain, startOf, toInstant, type Calendar } from '../time/calendar.ts'
import type { Slot } from '../time/buckets.ts'
import { aggregateSql } from './aggregate-sql.ts'
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

const dawn = Temporal.PlainDateTime.from('1970-01-01')

/** Where a window that ends with the bucket begins. The window lies in the calendar unit of the bucket's last moment. */
function windowStart(slot: Slot, since: Since, calendar: Calendar): Temporal.PlainDateTime {
  if (since === 'beginning') return dawn
  if ('startOf' in since) return startOf(slot.span.to.subtract({ nanoseconds: 1 }), since.startOf, calendar.weekStart)
  return addGrain(slot.span.to, -since.last, since.unit)
}

function windows(period: Period, since: Since, calendar: Calendar): Period {
  const widen = (slot: Slot | null): Slot | null => {
    if (!slot) return null
    const from = windowStart(slot, since, calendar)
    return { ...slot, from: toInstant(from, calendar.timeZone), span: { from, to: slot.span.to } }
  }
  return { ...period, slots: period.slots.map(widen) }
}

/** Aggregates over windows that end with each bucket. Windows overlap, so each bucket reads its own rows. */
export function trailingLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const { fact, measures } = leaf
  const first = measures[0]
  if (!first) return null
  const { since } = first.source as Trailing
  const { calendar, relative } = context.query.time
  const bounds = boundsOf(windows(context.period, since, calendar), { fact, metric: first.metric, relative })
  if (bounds.length === 0) return null
  const scoped: Bounds = {
    tenant: tenantParameter(context.tenantId),
    from: sql<Date>`${sql.ref('bucket._from')}`,
    to: sql<Date>`${sql.ref('bucket._to')}`,
  }
  const scope = leafScope(leaf, context, scoped)
  const selects = measures.map((measure) => {
    const { aggregate } = measure.source as Trailing
    const parts = [
      ...(aggregate.where ? [scope.callback(aggregate.where)] : []),
      ...(measure.filter ? [scope.condition(measure.filter)] : []),
    ]
    const filter = parts.length === 0 ? sql`` : sql` filter (where ${sql.join(parts, sql` and `)})`
    return sql`${aggregateSql(aggregate, scoped)}${filter} as ${sql.ref(measureColumn(measure, context.period))}`
  })
  const type = timeType(fact)
  const buckets = sql`unnest(${bounds.map((b) => b.ordinal)}::int[], ${bounds.map((b) => b.from)}::${type}[], ${bounds.map((b) => b.to)}::${type}[])`
  const time = sql.ref(fact.time.column)
  const select = sql.join([sql`bucket._ordinal as ordinal`, ...dimensionSelects(scope.dimensions), ...selects])
  return sql`
  select ${select}
  from ${scope.columns.from()}
    join ${buckets} as bucket(_ordinal, _from, _to) on ${time} >= bucket._from and ${time} < bucket._to
  where ${all(scope.where)}
  group by ${groupBy(scope.dimensions.length)}`
}
