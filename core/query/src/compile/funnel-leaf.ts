import { sql, type RawBuilder } from 'kysely'
import type { Fact, Funnel, FunnelMeasure } from '@tessera/plugin-api/server'
import { linked, onceSql, tiedRun, tieSql } from './chain-link.ts'
import { column, funnelScan, gapSql, hours, isStep, list, touch, type FunnelScan } from './funnel-scan.ts'
import { measureColumn, type Leaf, type LeafContext } from './leaf.ts'
import { nowParameter } from './now-sql.ts'

/** Latest start of a valid chain that reaches step n at this row. */
const startOf = (n: number) => sql.ref(`st${n}`)
const level = (n: number) => sql.ref(`l${n}`)
const duration = (n: number) => sql.ref(`t${n}`)

type Chain = readonly RawBuilder<unknown>[]

/** Latest start of a chain that had reached step n − 1 and may go on at this row. */
const reached = (n: number) => sql.ref(`reached${n}`)

/** The same while the windows that begin at step 1 allow step n. */
function openStart(n: number, { funnel, window }: FunnelScan): RawBuilder<unknown> {
  const within = n === 2 ? funnel.steps[1]?.within : undefined
  const limit = within && within.days < funnel.window.days ? hours(within) : window
  return sql`case when _ts < ${reached(n)} + ${limit} then ${reached(n)} end`
}

/** Latest start of a chain whose steps after some earlier moment are all rows of this one. */
function tiedStart(n: number, rows: FunnelScan): RawBuilder<unknown> {
  const later = Array.from({ length: n - 1 }, (_, index) => n - 1 - index)
  const starts = later.map((first) => {
    return sql`case when ${tiedRun(first, n - 1)} then ${first === 1 ? sql`_ts` : openStart(first, rows)} end`
  })
  return sql`case when ${isStep(n)} then greatest(${list([openStart(n, rows), ...starts])}) end`
}

/**
 * Carries for each row of step n the latest start of a chain that had reached step n − 1 by then: if an earlier start is still
 * inside the window, the latest is too, so one pass is exact. No row serves two steps.
 */
function linkSql(n: number, rows: FunnelScan, chain: Chain): RawBuilder<unknown> {
  const { funnel, gaps, disjoint } = rows
  const before = disjoint ? (gaps.length > 0 ? 'gap' : 'link1') : 'tie'
  const link = {
    rows,
    chain,
    pair: n - 1,
    look: 'back' as const,
    within: n === 2 ? undefined : funnel.steps[n - 1]?.within,
    column: startOf(n - 1),
    take: sql`max`,
    from: sql.ref(n === 2 ? before : `link${n - 1}`),
    suffix: String(n),
  }
  const best = (value: RawBuilder<unknown>) =>
    sql`${disjoint ? sql`case when ${isStep(n)} then ${value} end` : value} as ${reached(n)}`
  return sql`,
    ${sql.ref(`link${n}`)} as (
      select *, ${disjoint ? openStart(n, rows) : tiedStart(n, rows)} as ${startOf(n)}
      from (
        ${linked(link, best)}
      ) as step${onceSql(link)}
    )`
}

/** Value of a dimension at the row that first reached a step. */
const touchedAt = (n: number, index: number, rows: FunnelScan) =>
  sql`(array_agg(${touch(index)} order by ${rows.order}) filter (where ${startOf(n)} is not null))[1]`

function touchedSql(index: number, rows: FunnelScan): RawBuilder<unknown> {
  const value = touchedValue(index, rows)
  const missing = rows.missing(index)
  // why: who never reached the step has no row there
  return missing === null ? value : sql`coalesce(${value}, ${sql.lit(missing)})`
}

function touchedValue(index: number, rows: FunnelScan): RawBuilder<unknown> {
  const { breakdown, steps } = rows.funnel
  if (breakdown === 'first') return touchedAt(1, index, rows)
  if (breakdown !== 'last') return touchedAt(breakdown.step, index, rows)
  const later = steps.slice(1).map((_, n) => n + 2)
  const cases = later
    .toReversed()
    .map((n) => sql`when bool_or(${startOf(n)} is not null) then ${touchedAt(n, index, rows)}`)
  if (cases.length === 0) return touchedAt(1, index, rows)
  return sql`case ${sql.join(cases, sql` `)} else ${touchedAt(1, index, rows)} end`
}

/** Seconds between two times of a fact. */
const seconds = (later: RawBuilder<unknown>, earlier: RawBuilder<unknown>, fact: Fact) =>
  fact.time.type === 'local_date'
    ? sql`(${later} - ${earlier}) * 86400`
    : sql`extract(epoch from ${later} - ${earlier})`

/** Whether an actor reached a step, as a column of `actor`. */
export const reachedStep = level

/** Whether an actor is on the way still: not at the last step, the window of the latest entry not over. */
const openSql = (funnel: Funnel, { fact, context }: { fact: Fact; context: LeafContext }) =>
  sql`not ${level(funnel.steps.length)} and _last + ${hours(funnel.window)} > ${nowParameter(context.query.time, fact)}`

/** Condition on `actor` for those a measure counts or times. */
export function countedActors(source: FunnelMeasure, context: LeafContext): RawBuilder<unknown> {
  const { funnel } = source
  return source.kind === 'funnel_open' ? openSql(funnel, { fact: funnel.fact, context }) : level(source.step)
}

/** Seconds an actor took to a step, as a column of `actor`. */
export const secondsTo = duration

function valueSql(source: FunnelMeasure, context: LeafContext): RawBuilder<unknown> {
  if (source.kind === 'funnel_time') {
    return sql`percentile_cont(${sql.lit(source.fraction)}) within group (order by ${duration(source.step)})`
  }
  return sql`count(*) filter (where ${countedActors(source, context)})`
}

/**
 * Actors of an ordered funnel as CTEs up to `actor`: the bucket of their entry, their dimensions, and whether they reached
 * each step. `details` are aggregates over an actor's rows that are kept as well.
 */
export function actorScan(leaf: Leaf, context: LeafContext, details: readonly RawBuilder<unknown>[] = []) {
  const { fact, measures } = leaf
  const rows = funnelScan(leaf, context)
  if (!rows) return null
  const { funnel, held, touched } = rows
  const steps = funnel.steps.map((_, index) => index + 1)
  const chain: Chain = [sql.ref('_bucket'), ...rows.actor]
  const sources = measures.map((measure) => measure.source as FunnelMeasure)
  const timed = steps.filter((n) => sources.some((source) => source.kind === 'funnel_time' && source.step === n))
  const later = [
    ...steps.slice(1).map((n) => sql`event.${isStep(n)}`),
    ...funnel.exclude.map((_, index) => sql`event.${sql.ref(`x${index + 1}`)}`),
  ]
  const sameChain = [
    sql`entry._actor = event._actor`,
    ...held.map((index) => sql`entry.${column(index)} is not distinct from event.${column(index)}`),
  ]
  const actor = [
    sql.ref('_bucket'),
    ...held.map(column),
    ...touched.map((index) => sql`${touchedSql(index, rows)} as ${column(index)}`),
    ...steps.map((n) => sql`bool_or(${startOf(n)} is not null) as ${level(n)}`),
    ...timed.map((n) => sql`min(${seconds(sql`_ts`, startOf(n), fact)}) as ${duration(n)}`),
    ...(sources.some((source) => source.kind === 'funnel_open') ? [sql`max(${startOf(1)}) as _last`] : []),
    ...details,
  ]
  const first = sql`${startOf(1)} is not null`
  const ties = tieSql(rows, chain, { from: rows.gaps.length > 0 ? 'gap' : 'link1', first })
  const links = steps.slice(1).map((n) => linkSql(n, rows, chain))
  return sql`event as (${rows.event}
    ),
    entry as (
      select distinct ${list([sql.ref('_entry'), ...rows.actor])}
      from event
      where _entry is not null
    ),
    link1 as (
      select event.*, entry._entry as _bucket, case when event._entry = entry._entry then event._ts end as ${startOf(1)}
      from event
        join entry on ${sql.join(sameChain, sql` and `)}
      where ${sql.join([sql`event._entry = entry._entry`, ...later], sql` or `)}
    )${gapSql(rows, list(chain), 'link1')}${ties}${sql.join(links, sql``)},
    actor as (
      select ${list(actor)}
      from ${sql.ref(`link${steps.length}`)}
      group by ${list(chain)}
    )`
}

/** How many actors reached each step of an ordered funnel, how long they took, how many are on the way still. */
export function funnelLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const ctes = actorScan(leaf, context)
  if (!ctes) return null
  const dimensions = context.query.dimensions.map((_, index) => column(index))
  const values = leaf.measures.map((measure) => {
    const value = valueSql(measure.source as FunnelMeasure, context)
    return sql`${value} as ${sql.ref(measureColumn(measure, context.period))}`
  })
  return sql`
  with ${ctes}
  select ${list([sql`_bucket as ordinal`, ...dimensions, ...values])}
  from actor
  group by ${list([sql.ref('_bucket'), ...dimensions])}`
}
