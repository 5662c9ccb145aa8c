import { sql, type RawBuilder } from 'kysely'
import type { Since, Trailing } from '@tessera/plugin-api/server'
import { addGrain, startOf, toInstant, type Calendar } from '../time/calendar.ts'
import type { Slot } from '../time/buckets.ts'
import { aggregateSql } from './aggregate-sql.ts'
import { bucketJoinSql } from './bucket-join.ts'
import { boundsOf, type Period } from './bucket-sql.ts'
import type { Leaf, LeafContext } from './leaf.ts'

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
  const time = sql.ref(fact.time.column)
  return bucketJoinSql(leaf, context, {
    bounds,
    on: sql`${time} >= bucket._from and ${time} < bucket._to`,
    aggregate: (measure, scoped) => aggregateSql((measure.source as Trailing).aggregate, scoped),
    where: (measure) => (measure.source as Trailing).aggregate.where,
  })
}
