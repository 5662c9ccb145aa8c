import { sql, type RawBuilder } from 'kysely'
import type { Bounds, Days, Funnel, FunnelMeasure } from '@tessera/plugin-api/server'
import { fullId } from '../resolve/expand-metric.ts'
import { boundsOf, ordinalSql } from './bucket-sql.ts'
import { areDisjointSteps } from './disjoint-steps.ts'
import { all, dimensionColumn, leafScope, tenantParameter, timeParameter, type Leaf, type LeafContext } from './leaf.ts'

export const list = (items: readonly RawBuilder<unknown>[]) => sql.join([...items])
export const column = (index: number) => sql.ref(dimensionColumn(index))
/** A dimension that is not held, as it stands at each row. */
export const touch = (index: number) => sql.ref(`f${index + 1}`)
/** Whether a row is step n. */
export const isStep = (n: number) => sql.ref(`s${n}`)
/** Number of rows excluded after step n up to the moment of a row, and before that moment. */
export const gapUpTo = (n: number) => sql.ref(`g${n}`)
export const gapBefore = (n: number) => sql.ref(`b${n}`)

export const hours = ({ days }: Days) => sql`${sql.lit(`${days * 24} hours`)}::interval`

/** The rows a funnel is read from: what both ways of counting share. */
export interface FunnelScan {
  readonly funnel: Funnel
  /** Indexes of the query's dimensions held equal along a chain, and of the others. */
  readonly held: readonly number[]
  readonly touched: readonly number[]
  /** What a dimension is for an actor without a row to take it from, where that is not null. */
  readonly missing: (index: number) => boolean | null
  /** Columns that order rows without ties. */
  readonly order: RawBuilder<unknown>
  /** Whether no row can be two steps. */
  readonly disjoint: boolean
  /** Columns of one actor's chains, without the bucket. */
  readonly actor: readonly RawBuilder<unknown>[]
  readonly window: RawBuilder<unknown>
  /** Body of the CTE `event`: steps as `s1` …, excluded rows as `x1` …, the bucket of an entry as `_entry`. */
  readonly event: RawBuilder<unknown>
  /** Steps (1-based) after which rows may be excluded. */
  readonly gaps: readonly number[]
}

const exclusionsAfter = (funnel: Funnel, step: number) =>
  funnel.exclude.flatMap(({ after }, index) => (after === undefined || after === step ? [index] : []))

/** Reads steps and excluded rows of a funnel from the range and one window after it; null when there is no bucket. */
export function funnelScan(
  leaf: Leaf,
  context: LeafContext,
  details: readonly RawBuilder<unknown>[] = [],
): FunnelScan | null {
  const { fact, measures } = leaf
  const first = measures[0]
  if (!first) return null
  const { funnel } = first.source as FunnelMeasure
  const bounds = boundsOf(context.period, { fact, metric: first.metric, relative: context.query.time.relative })
  const begin = bounds[0]
  const end = bounds.at(-1)
  if (!begin || !end) return null
  const window = hours(funnel.window)
  const from = timeParameter(begin.from, fact)
  const to = timeParameter(end.to, fact)
  const scoped: Bounds = { tenant: tenantParameter(context.tenantId), from, to }
  const scope = leafScope(leaf, context, scoped)
  const holding = new Set(funnel.holding.map((name) => fullId(leaf.plugin, name)))
  const isHeld = context.query.dimensions.map((d) => holding.has(d.id))
  const held = isHeld.flatMap((is, index) => (is ? [index] : []))
  const touched = isHeld.flatMap((is, index) => (is ? [] : [index]))
  const time = sql`${sql.ref(fact.time.column)}`
  const conditions = funnel.steps.map((step) => scope.callback(step.where))
  const excluded = funnel.exclude.map((exclusion) => scope.callback(exclusion.where))
  const keys = fact.key.map((name, index) => ({ name: sql.ref(name), as: sql.ref(`_k${index + 1}`) }))
  const rows = list([
    sql`${sql.ref(funnel.actor)} as _actor`,
    sql`${time} as _ts`,
    ...keys.map((key) => sql`${key.name} as ${key.as}`),
    ...held.map((index) => sql`${scope.dimensions[index]} as ${column(index)}`),
    ...touched.map((index) => sql`${scope.dimensions[index]} as ${touch(index)}`),
    ...conditions.map((condition, index) => sql`${condition} as ${isStep(index + 1)}`),
    ...excluded.map((condition, index) => sql`${condition} as ${sql.ref(`x${index + 1}`)}`),
    sql`case when ${conditions[0]} and ${time} < ${to} then ${ordinalSql(time, bounds, fact)} end as _entry`,
    ...details,
  ])
  const where = all([
    ...scope.where,
    ...(first.filter ? [scope.condition(first.filter)] : []),
    sql`${sql.ref(funnel.actor)} is not null`,
    sql`${time} >= ${from}`,
    sql`${time} < ${to} + ${window}`,
    sql`(${sql.join([...conditions, ...excluded], sql` or `)})`,
  ])
  return {
    funnel,
    held,
    touched,
    missing: (index) => {
      const { dimensions, kept } = context.query
      return dimensions[index]?.restOf === undefined ? null : !kept?.values.includes(null)
    },
    order: list([sql.ref('_ts'), ...keys.map((key) => key.as)]),
    disjoint: areDisjointSteps(funnel),
    actor: [sql.ref('_actor'), ...held.map(column)],
    window,
    event: sql`
      select ${rows}
      from ${scope.columns.from()}
      where ${where}`,
    gaps: funnel.steps
      .slice(1)
      .flatMap((_, index) => (exclusionsAfter(funnel, index + 1).length > 0 ? [index + 1] : [])),
  }
}

/**
 * CTE `gap` that numbers excluded rows, from the CTE named: between two steps stands one that is later than the one and earlier
 * than the other. Nothing when no row is excluded.
 */
export function gapSql(rows: FunnelScan, chain: RawBuilder<unknown>, from: string): RawBuilder<unknown> {
  if (rows.gaps.length === 0) return sql``
  const counts = rows.gaps.flatMap((n) => {
    const excluded = exclusionsAfter(rows.funnel, n).map((index) => sql.ref(`x${index + 1}`))
    // why: a row that is one of the two steps does not stand between them
    const between = sql`(${sql.join(excluded, sql` or `)}) and (${isStep(n)} or ${isStep(n + 1)}) is not true`
    const counted = sql`count(*) filter (where ${between})`
    return [sql`${counted} over up_to as ${gapUpTo(n)}`, sql`${counted} over before as ${gapBefore(n)}`]
  })
  return sql`,
    gap as (
      select *, ${list(counts)}
      from ${sql.ref(from)}
      window up_to as (partition by ${chain} order by _ts),
        before as (up_to range between unbounded preceding and '1 microsecond'::interval preceding)
    )`
}
