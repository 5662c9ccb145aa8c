import { sql, type RawBuilder } from 'kysely'
import type { Bounds, Funnel, FunnelStep } from '@tessera/plugin-api/server'
import { fullId } from '../resolve/expand-metric.ts'
import { boundsOf, ordinalSql } from './bucket-sql.ts'
import {
  all,
  dimensionColumn,
  leafScope,
  measureColumn,
  tenantParameter,
  timeParameter,
  type Leaf,
  type LeafContext,
} from './leaf.ts'

const list = (items: readonly RawBuilder<unknown>[]) => sql.join([...items])
const isStep = (n: number) => sql.ref(`s${n}`)
/** Latest start of a valid chain that reaches step n at this row. */
const startOf = (n: number) => sql.ref(`st${n}`)
const firstTouch = (index: number) => sql.ref(`f${index + 1}`)

interface Shape {
  readonly steps: number
  /** Length of the conversion window. */
  readonly window: RawBuilder<unknown>
  readonly order: RawBuilder<unknown>
  /** Columns that tell one chain from another: bucket, actor, dimensions held equal. */
  readonly chain: RawBuilder<unknown>
}

/**
 * Carries for each row of step n the latest start of a chain that had reached step n − 1 before it: if an earlier start
 * is still inside the window, the latest is too, so one pass is exact. `1 preceding` keeps a row from serving two steps.
 */
function linkSql(n: number, shape: Shape): RawBuilder<unknown> {
  const reached = sql.ref(`reached${n}`)
  return sql`,
    ${sql.ref(`link${n}`)} as (
      select *, case when _ts <= ${reached} + ${shape.window} then ${reached} end as ${startOf(n)}
      from (
        select *, case when ${isStep(n)} then max(${startOf(n - 1)}) over before end as ${reached}
        from ${sql.ref(`link${n - 1}`)}
        window before as (partition by ${shape.chain} order by ${shape.order} rows between unbounded preceding and 1 preceding)
      ) as step
    )`
}

/**
 * Actors of an ordered funnel as CTEs up to `actor`: the bucket and first-touch dimensions of their entry, and whether they
 * reached each step. `details` are aggregates over an actor's rows that are kept as well.
 */
export function actorScan(leaf: Leaf, context: LeafContext, details: readonly RawBuilder<unknown>[] = []) {
  const { fact, measures } = leaf
  const first = measures[0]
  if (!first) return null
  const funnel: Funnel = (first.source as FunnelStep).funnel
  const bounds = boundsOf(context.period, { fact, metric: first.metric, relative: context.query.time.relative })
  const begin = bounds[0]
  const end = bounds.at(-1)
  if (!begin || !end) return null
  const window = sql`${sql.lit(`${funnel.window.days * 24} hours`)}::interval`
  const from = timeParameter(begin.from, fact)
  const to = timeParameter(end.to, fact)
  const scoped: Bounds = { tenant: tenantParameter(context.tenantId), from, to }
  const scope = leafScope(leaf, context, scoped)
  const holding = new Set((funnel.holding ?? []).map((name) => fullId(leaf.plugin, name)))
  const held = context.query.dimensions.flatMap((d, index) => (holding.has(d.id) ? [index] : []))
  const touched = context.query.dimensions.flatMap((d, index) => (holding.has(d.id) ? [] : [index]))
  const column = (index: number) => sql.ref(dimensionColumn(index))

  const time = sql`${sql.ref(fact.time.column)}`
  const conditions = funnel.steps.map((step) => scope.callback(step.where))
  const keys = fact.key.map((name, index) => ({ name: sql.ref(name), as: sql.ref(`_k${index + 1}`) }))
  const shape: Shape = {
    steps: funnel.steps.length,
    window,
    order: list([sql.ref('_ts'), ...keys.map((key) => key.as)]),
    chain: list([sql.ref('_bucket'), sql.ref('_actor'), ...held.map(column)]),
  }
  const rows = list([
    sql`${sql.ref(funnel.actor)} as _actor`,
    sql`${time} as _ts`,
    ...keys.map((key) => sql`${key.name} as ${key.as}`),
    ...held.map((index) => sql`${scope.dimensions[index]} as ${column(index)}`),
    ...touched.map((index) => sql`${scope.dimensions[index]} as ${firstTouch(index)}`),
    ...conditions.map((condition, index) => sql`${condition} as ${isStep(index + 1)}`),
    sql`case when ${conditions[0]} and ${time} < ${to} then ${ordinalSql(time, bounds, fact)} end as _entry`,
  ])
  const perMetric = first.filter ? [scope.condition(first.filter)] : []
  const where = all([
    ...scope.where,
    ...perMetric,
    sql`${sql.ref(funnel.actor)} is not null`,
    sql`${time} >= ${from}`,
    sql`${time} < ${to} + ${window}`,
    sql`(${sql.join(conditions, sql` or `)})`,
  ])
  const later = conditions.slice(1).map((_, index) => sql`event.${isStep(index + 2)}`)
  const sameChain = [
    sql`entry._actor = event._actor`,
    ...held.map((index) => sql`entry.${column(index)} is not distinct from event.${column(index)}`),
  ]
  const links = Array.from({ length: shape.steps - 1 }, (_, index) => linkSql(index + 2, shape))
  const touch = (index: number) =>
    sql`(array_agg(${firstTouch(index)} order by ${shape.order}) filter (where ${startOf(1)} is not null))[1] as ${column(index)}`
  const reached = Array.from(
    { length: shape.steps },
    (_, index) => sql`bool_or(${startOf(index + 1)} is not null) as ${sql.ref(`l${index + 1}`)}`,
  )
  return sql`event as (
      select ${rows}
      from ${scope.columns.from()}
      where ${where}
    ),
    entry as (
      select distinct ${list([sql.ref('_entry'), sql.ref('_actor'), ...held.map(column)])}
      from event
      where _entry is not null
    ),
    link1 as (
      select event.*, entry._entry as _bucket, case when event._entry = entry._entry then event._ts end as ${startOf(1)}
      from event
        join entry on ${sql.join(sameChain, sql` and `)}
      where ${sql.join([sql`event._entry = entry._entry`, ...later], sql` or `)}
    )${sql.join(links, sql``)},
    actor as (
      select ${list([sql.ref('_bucket'), ...held.map(column), ...touched.map(touch), ...reached, ...details])}
      from ${sql.ref(`link${shape.steps}`)}
      group by ${shape.chain}
    )`
}

/** Whether an actor reached a step, as a column of `actor`. */
export const reachedStep = (step: number) => sql.ref(`l${step}`)

/** How many actors reached each step of an ordered funnel, by the bucket and first-touch dimensions of their entry. */
export function funnelLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const ctes = actorScan(leaf, context)
  if (!ctes) return null
  const dimensions = context.query.dimensions.map((_, index) => sql.ref(dimensionColumn(index)))
  const counts = leaf.measures.map((measure) => {
    const level = reachedStep((measure.source as FunnelStep).step)
    return sql`count(*) filter (where ${level}) as ${sql.ref(measureColumn(measure, context.period))}`
  })
  return sql`
  with ${ctes}
  select ${list([sql`_bucket as ordinal`, ...dimensions, ...counts])}
  from actor
  group by ${list([sql.ref('_bucket'), ...dimensions])}`
}
