import { sql, type RawBuilder } from 'kysely'
import type { Bounds, Lifecycle } from '@tessera/plugin-api/server'
import { activeInRollup } from '../rollup/active-in-rollup.ts'
import { stretchesOf } from '../time/buckets-before.ts'
import { boundsOf, timeType } from './bucket-sql.ts'
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

const list = (items: readonly RawBuilder<unknown>[]) => sql.join([...items])

/**
 * Actors by what they did before, as CTEs up to `part`. Every row falls in a stretch of time, 0 standing for all before the
 * first; two stretches of one actor that follow each other tell which part it is. `timed` keeps who it is (`_actor`), the
 * first row in the bucket, or the last one of those who are lost (`_ts`), and the last row before it (`_seen`). Null when the
 * period has no bucket to read.
 */
export function lifecycleScan(leaf: Leaf, context: LeafContext, timed = false) {
  const { fact, measures } = leaf
  const first = measures[0]
  if (!first) return null
  const { actor, where } = (first.source as Lifecycle).lifecycle
  const { query, period } = context
  const { time } = query
  const stretches = stretchesOf(period.slots, time.grain, time.calendar)
  const slots = stretches.map(({ slot }) => slot)
  const bounds = boundsOf({ ...period, slots }, { fact, metric: first.metric, relative: time.relative })
  const begin = bounds[0]
  const end = bounds.at(-1)
  if (!begin || !end) return null
  const to = timeParameter(end.to, fact)
  const scoped: Bounds = { tenant: tenantParameter(context.tenantId), from: timeParameter(begin.from, fact), to }
  const scope = leafScope(leaf, context, scoped)
  const column = sql`${sql.ref(fact.time.column)}`
  const names = query.dimensions.map((_, index) => sql.ref(dimensionColumn(index)))
  const ordinals = stretches.map(({ ordinal }) => ordinal)
  // why: as long as a bucket runs, those of the one before may still come
  const over = stretches.map(({ slot, ordinal }) => (Temporal.Instant.compare(slot.to, time.now) <= 0 ? ordinal : null))
  const seen = all([
    ...scope.where,
    ...(where ? [scope.callback(where)] : []),
    ...(first.filter ? [scope.condition(first.filter)] : []),
    sql`${sql.ref(actor)} is not null`,
    sql`${column} < ${to}`,
  ])
  const stretchOf = (at: RawBuilder<unknown>) =>
    sql`width_bucket(${at}, ${bounds.map((bound) => bound.from)}::${timeType(fact)}[])`
  const chain = list([sql.ref('_actor'), ...names])
  const ended = over.filter((ordinal) => ordinal !== null)
  const row = [
    sql`${sql.ref(actor)} as _actor`,
    ...dimensionSelects(scope.dimensions),
    sql`${stretchOf(column)} as _at`,
  ]
  const times = sql`min(${column}) as _first, max(${column}) as _last`
  const kept = timed ? null : activeInRollup(leaf, context, { stretches: bounds, stretchOf })
  const active = sql`
      select ${timed ? list([...row, times]) : sql`distinct ${list(row)}`}
      from ${scope.columns.from()}
      where ${seen}${timed ? sql`\n      group by ${groupBy(names.length + 1)}` : sql``}`
  const [here, gone] = timed ? [sql`, _actor, _first as _ts, _seen`, sql`, _actor, _last, null`] : [sql``, sql``]
  return {
    names,
    /** Ordinals of the buckets that are over. */
    ended,
    ctes: sql`active as (${kept ?? active}
    ),
    turn as (
      select *, lag(_at) over life as _before, lead(_at) over life as _next${timed ? sql`, lag(_last) over life as _seen` : sql``}
      from active
      window life as (partition by ${chain} order by _at)
    ),
    part as (
      select ${list([sql`(${ordinals}::int[])[_at] as ordinal`, ...names])},
        case when _before is null then 'new' when _before = _at - 1 then 'returning' else 'resurrected' end as _part${here}
      from turn
      union all
      select ${list([sql`(${over}::int[])[_at + 1]`, ...names])}, 'churned'${gone}
      from turn
      where _next is distinct from _at + 1
    )`,
  }
}
