import { sql, type RawBuilder } from 'kysely'
import type { FunnelStep } from '@tessera/plugin-api/server'
import { linked, onceSql, tiedRun, tieSql } from './chain-link.ts'
import { column, funnelScan, gapSql, isStep, list, touch, type FunnelScan } from './funnel-scan.ts'
import { measureColumn, type Leaf, type LeafContext } from './leaf.ts'

/** Earliest time at which step `target` is reached by a chain whose step n is this row, n below the target. */
const arrival = (target: number, n: number) => sql.ref(`t${target}_${n}`)

/** The same over rows of later moments only. */
const laterArrival = (target: number, n: number) => sql.ref(`later${target}_${n}`)

/** Earliest arrival of a chain that goes on with rows of this moment, and then with later ones. */
function tiedArrival(target: number, n: number): RawBuilder<unknown> {
  const steps = Array.from({ length: target - n }, (_, index) => n + 1 + index)
  const arrivals = steps.map((last) => {
    return sql`case when ${tiedRun(n + 1, last)} then ${last === target ? sql`_ts` : laterArrival(target, last)} end`
  })
  return sql`case when ${isStep(n)} then least(${list([laterArrival(target, n), ...arrivals])}) end`
}

/** Goes back from step `target` to step 1: from a given start the earliest arrival is the one to hold against the window. */
function backwards(target: number, rows: FunnelScan, from: string): { ctes: RawBuilder<unknown>[]; last: string } {
  const steps = Array.from({ length: target - 1 }, (_, index) => target - 1 - index)
  let last = from
  const ctes = steps.map((n) => {
    const name = `reach${target}_${n}`
    const link = {
      rows,
      chain: rows.actor,
      pair: n,
      look: 'ahead' as const,
      within: rows.funnel.steps[n]?.within,
      column: n + 1 === target ? sql`case when ${isStep(target)} then _ts end` : arrival(target, n + 1),
      take: sql`min`,
      from: sql.ref(last),
      suffix: `${target}_${n}`,
    }
    const best = (value: RawBuilder<unknown>) =>
      rows.disjoint
        ? sql`case when ${isStep(n)} then ${value} end as ${arrival(target, n)}`
        : sql`${value} as ${laterArrival(target, n)}`
    const reached = rows.disjoint ? sql`` : sql`, ${tiedArrival(target, n)} as ${arrival(target, n)}`
    const found = linked(link, best)
    last = name
    if (rows.disjoint && !rows.gaps.includes(n)) return sql`,\n    ${sql.ref(name)} as (\n      ${found}\n    )`
    return sql`,
    ${sql.ref(name)} as (
      select *${reached}
      from (
        ${found}
      ) as step${onceSql(link)}
    )`
  })
  return { ctes, last }
}

interface Wanted {
  /** Steps that must be reached. */
  readonly targets: readonly number[]
  /** Select list entries kept of each row. */
  readonly details?: readonly RawBuilder<unknown>[]
}

/** Rows of a funnel as CTEs up to `last`, entries among them, with what tells whether a step is reached from each. */
export function entryScan(leaf: Leaf, context: LeafContext, { targets, details = [] }: Wanted) {
  const rows = funnelScan(leaf, context, details)
  if (!rows) return null
  const begin = rows.gaps.length > 0 ? 'gap' : 'event'
  let last = rows.disjoint ? begin : 'tie'
  const ways: RawBuilder<unknown>[] = []
  for (const target of new Set(targets.filter((n) => n > 1))) {
    const way = backwards(target, rows, last)
    ways.push(...way.ctes)
    last = way.last
  }
  const { held } = rows
  return {
    ctes: sql`event as (${rows.event}
    )${gapSql(rows, list(rows.actor), 'event')}${tieSql(rows, rows.actor, { from: begin, first: isStep(1) })}${sql.join(ways, sql``)}`,
    last,
    reached: (n: number) => (n === 1 ? sql`true` : sql`${arrival(n, 1)} < _ts + ${rows.window}`),
    dimensions: context.query.dimensions.map((_, index) =>
      held.includes(index) ? column(index) : sql`${touch(index)} as ${column(index)}`,
    ),
    groups: context.query.dimensions.map((_, index) => (held.includes(index) ? column(index) : touch(index))),
  }
}

/** How many entries reached each step: every row of step 1 counts for itself, in its own bucket and group. */
export function funnelEntriesLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const stepOf = (source: unknown) => (source as FunnelStep).step
  const scan = entryScan(leaf, context, { targets: leaf.measures.map(({ source }) => stepOf(source)) })
  if (!scan) return null
  const values = leaf.measures.map((measure) => {
    const n = stepOf(measure.source)
    const filter = n === 1 ? sql`` : sql` filter (where ${scan.reached(n)})`
    return sql`count(*)${filter} as ${sql.ref(measureColumn(measure, context.period))}`
  })
  return sql`
  with ${scan.ctes}
  select ${list([sql`_entry as ordinal`, ...scan.dimensions, ...values])}
  from ${sql.ref(scan.last)}
  where _entry is not null
  group by ${list([sql.ref('_entry'), ...scan.groups])}`
}
