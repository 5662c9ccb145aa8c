import { sql, type RawBuilder } from 'kysely'
import type { Bounds, Movement } from '@tessera/plugin-api/server'
import { boundsOf, timeType } from './bucket-sql.ts'
import { columnOrExpression } from './fact-columns.ts'
import {
  all,
  dimensionColumn,
  dimensionSelects,
  groupBy,
  leafScope,
  tenantParameter,
  timeParameter,
  type Leaf,
  type LeafContext,
} from './leaf.ts'
import { openAt } from './snapshot-leaf.ts'
import { untilNow } from './until-now.ts'

const list = (items: readonly RawBuilder<unknown>[]) => sql.join([...items])

const none = sql`_opening = 0 and _closing > 0`
const gone = sql`_opening > 0 and _closing = 0`

/** Amount of each part, from an entity's value at the two ends of a bucket. All of it is one of these, so they add up. */
export const movementAmounts: Readonly<Record<Movement['part'], RawBuilder<unknown>>> = {
  opening: sql`_opening`,
  closing: sql`_closing`,
  new: sql`case when ${none} and not _had then _closing else 0 end`,
  reactivated: sql`case when ${none} and _had then _closing else 0 end`,
  churned: sql`case when ${gone} then _opening else 0 end`,
  expansion: sql`case when ${none} or ${gone} then 0 else greatest(_closing - _opening, 0) end`,
  contraction: sql`case when ${none} or ${gone} then 0 else greatest(_opening - _closing, 0) end`,
}

/** Whether a row of `line` is open at the start and at the end of a bucket. */
interface Ends {
  readonly opening: RawBuilder<unknown>
  readonly closing: RawBuilder<unknown>
}

/**
 * The value of each entity at both ends of each bucket, as CTEs up to `state`. `details` are aggregates over its rows that are
 * open at one of them, kept as well. Null when the period has no bucket to read.
 */
export function movementsScan(
  leaf: Leaf,
  context: LeafContext,
  details: (ends: Ends) => readonly RawBuilder<unknown>[] = () => [],
) {
  const { fact, measures } = leaf
  const { interval } = fact
  const first = measures[0]
  if (!first || !interval) return null
  const { entity, value, where } = (first.source as Movement).movements
  const period = untilNow(context.period, context)
  const bounds = boundsOf(period, { fact, metric: first.metric, relative: true })
  const begin = bounds[0]
  const end = bounds.at(-1)
  if (!begin || !end) return null
  const to = timeParameter(end.to, fact)
  const scoped: Bounds = { tenant: tenantParameter(context.tenantId), from: timeParameter(begin.from, fact), to }
  const scope = leafScope(leaf, context, scoped)
  const names = context.query.dimensions.map((_, index) => sql.ref(dimensionColumn(index)))
  const [start, stop] = [sql.ref(interval.start), sql.ref(interval.end)]
  const whose = list([sql.ref(entity), ...scope.dimensions])
  const amount = columnOrExpression(value, scoped)
  const lines = list([
    sql`${sql.ref(entity)} as _entity`,
    ...dimensionSelects(scope.dimensions),
    sql`${amount} as _value`,
    sql`${start} as _start`,
    sql`${stop} as _end`,
    sql`min(${start}) filter (where ${amount} > 0 and (${stop} is null or ${stop} > ${start})) over (partition by ${whose}) as _since`,
  ])
  const seen = all([
    ...scope.where,
    ...(where ? [scope.callback(where)] : []),
    ...(first.filter ? [scope.condition(first.filter)] : []),
    sql`${sql.ref(entity)} is not null`,
    sql`${start} < ${to}`,
  ])
  const type = timeType(fact)
  const buckets = sql`unnest(${bounds.map((b) => b.ordinal)}::int[], ${bounds.map((b) => b.from)}::${type}[], ${bounds.map((b) => b.to)}::${type}[])`
  const opening = openAt(sql.ref('bucket._from'), sql`_start`, sql`_end`)
  const closing = openAt(sql.ref('bucket._to'), sql`_start`, sql`_end`)
  const kept = sql.join(
    details({ opening, closing }).map((detail) => sql`,\n        ${detail}`),
    sql``,
  )
  return {
    names,
    ctes: sql`line as (
      select ${lines}
      from ${scope.columns.from()}
      where ${seen}
    ),
    state as (
      select ${list([sql`bucket._ordinal`, ...names, sql`_entity`])},
        coalesce(sum(_value) filter (where ${opening}), 0) as _opening,
        coalesce(sum(_value) filter (where ${closing}), 0) as _closing,
        coalesce(bool_or(_since < bucket._from), false) as _had${kept}
      from line
        join ${buckets} as bucket(_ordinal, _from, _to) on (${opening}) or (${closing})
      group by ${groupBy(names.length + 1)}
    )`,
  }
}
