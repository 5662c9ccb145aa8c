import { sql, type RawBuilder } from 'kysely'
import type { Aggregate, Bounds } from '@tessera/plugin-api/server'
import { seenInRollup } from '../rollup/window-parts.ts'
import { columnOrExpression } from './fact-columns.ts'
import {
  all,
  dimensionColumn,
  dimensionSelects,
  leafScope,
  measureColumn,
  tenantParameter,
  timeParameter,
  type Leaf,
  type LeafContext,
} from './leaf.ts'
import { timeType } from './bucket-sql.ts'
import { intervalsOf } from './running-parts.ts'
import type { WindowMap } from './window-map.ts'

/** In which intervals each value was seen: the dimensions, `_value`, `_interval`, each combination once. */
function seenSql(leaf: Leaf, context: LeafContext, map: WindowMap): RawBuilder<unknown> | null {
  const { fact } = leaf
  const [measure] = leaf.measures
  const [begin, end] = [map.points[0], map.points.at(-1)]
  if (!measure || begin === undefined || end === undefined) return null
  const source = measure.source as Aggregate
  const from = timeParameter(begin, fact)
  const to = timeParameter(end, fact)
  const scoped: Bounds = { tenant: tenantParameter(context.tenantId), from, to }
  const scope = leafScope(leaf, context, scoped)
  const value = columnOrExpression(source.value ?? '', scoped)
  const time = sql.ref(fact.time.column)
  // why: in this order one sort serves both `distinct` and the window that follows
  const select = sql.join([
    ...dimensionSelects(scope.dimensions),
    sql`${value} as _value`,
    sql`width_bucket(${time}, ${map.points}::${timeType(fact)}[]) as _interval`,
  ])
  const where = all([
    ...scope.where,
    sql`${time} >= ${from}`,
    sql`${time} < ${to}`,
    ...(source.where ? [scope.callback(source.where)] : []),
    ...(measure.filter ? [scope.condition(measure.filter)] : []),
    sql`${value} is not null`,
  ])
  return sql`
      select distinct ${select}
      from ${scope.columns.from()}
      where ${where}`
}

/**
 * Distinct values over overlapping windows. The windows that hold a value are spans of buckets, one for each interval it was
 * seen in; joined where they overlap, each adds one to the count where it begins and takes one where it ends. Exact, with one
 * sort, and without a join of rows with buckets.
 */
export function runningDistinct(leaf: Leaf, context: LeafContext, map: WindowMap): RawBuilder<unknown> | null {
  const [measure] = leaf.measures
  const intervals = { ...context, period: intervalsOf(leaf, context, map) }
  const seen = seenInRollup(leaf, intervals) ?? seenSql(leaf, context, map)
  if (!measure || !seen) return null
  const dimensions = context.query.dimensions.map((_, index) => sql.ref(dimensionColumn(index)))
  const column = sql.ref(measureColumn(measure, context.period))
  const firsts = map.reach.map((held) => held?.first ?? null)
  const untils = map.reach.map((held) => held?.until ?? null)
  const groups =
    dimensions.length > 0 ? sql` cross join (select distinct ${sql.join(dimensions)} from seen) as grp` : sql``
  const by = dimensions.length > 0 ? sql`partition by ${sql.join(dimensions)} ` : sql``
  const until = sql`(${untils}::int[])[_interval]`
  return sql`
  with seen as (${seen}
    ),
    span as (
      select ${sql.join([
        ...dimensions,
        sql`greatest((${firsts}::int[])[_interval], lag(${until}) over (partition by ${sql.join([...dimensions, sql`_value`])} order by _interval)) as _first`,
        sql`${until} as _until`,
      ])}
      from seen
    ),
    stay as (
      select ${sql.join([...dimensions, sql`_first`, sql`_until`, sql`count(*) as _values`])}
      from span
      where _first < _until
      group by ${sql.join([...dimensions, sql`_first`, sql`_until`])}
    ),
    change as (
      select ${sql.join([sql`_ordinal`, ...dimensions, sql`_step`])}
      from stay cross join lateral unnest(array[_first, _until], array[_values, -_values]) as change(_ordinal, _step)
      where _ordinal < ${sql.lit(map.end)}
      union all
      select ${sql.join([sql`_ordinal`, ...dimensions, sql`0`])}
      from unnest(${map.ordinals}::int[]) as bucket(_ordinal)${groups}
    ),
    running as (
      select ${sql.join([sql`_ordinal as ordinal`, ...dimensions, sql`sum(sum(_step)) over (${by}order by _ordinal) as ${column}`])}
      from change
      group by ${sql.join([sql`_ordinal`, ...dimensions])}
    )
  select * from running
  where ${column} > 0`
}
