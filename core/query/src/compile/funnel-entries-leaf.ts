import { sql, type RawBuilder } from 'kysely'
import type { FunnelStep } from '@tessera/plugin-api/server'
import { column, funnelScan, gap, gapSql, hours, isStep, list, touch, type FunnelScan } from './funnel-scan.ts'
import { measureColumn, type Leaf, type LeafContext } from './leaf.ts'

/** Earliest time at which step `target` is reached by a chain whose step n is this row. */
const arrival = (target: number, n: number) => sql.ref(`t${target}_${n}`)

function earliestArrival(
  target: number,
  n: number,
  rows: FunnelScan,
): { value: RawBuilder<unknown>; window: RawBuilder<unknown> } {
  const { funnel, gaps, order, keys, actor } = rows
  const stretch = list([...actor, ...(gaps.includes(n) ? [gap(n)] : [])])
  const within = funnel.steps[n]?.within
  const next = arrival(target, n + 1)
  if (!within) {
    return {
      value: sql`min(${next}) over after`,
      window: sql`after as (partition by ${stretch} order by ${order} rows between 1 following and unbounded following)`,
    }
  }
  // why: a range of times takes in all rows of one moment; those after this one by key come from a window of their own
  return {
    value: sql`least(min(${next}) over later, min(${next}) over tied)`,
    window: sql`later as (partition by ${stretch} order by _ts range between current row and ${hours(within)} following exclude group),
          tied as (partition by ${stretch}, _ts order by ${keys} rows between 1 following and unbounded following)`,
  }
}

/** Goes back from step `target` to step 1: from a given start the earliest arrival is the one to hold against the window. */
function backwards(target: number, rows: FunnelScan, from: string): { ctes: RawBuilder<unknown>[]; last: string } {
  const steps = Array.from({ length: target - 1 }, (_, index) => target - 1 - index)
  let last = from
  const ctes = steps.map((n) => {
    const name = `reach${target}_${n}`
    const { value, window } = earliestArrival(target, n, rows)
    const reached = sql`case when ${isStep(n)} then ${value} end as ${arrival(target, n)}`
    const source =
      n === target - 1
        ? sql`(select *, case when ${isStep(target)} then _ts end as ${arrival(target, target)} from ${sql.ref(last)}) as goal`
        : sql.ref(last)
    last = name
    return sql`,
    ${sql.ref(name)} as (
      select *, ${reached}
      from ${source}
      window ${window}
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
  let last = rows.gaps.length > 0 ? 'gap' : 'event'
  const ways: RawBuilder<unknown>[] = []
  for (const target of new Set(targets.filter((n) => n > 1))) {
    const way = backwards(target, rows, last)
    ways.push(...way.ctes)
    last = way.last
  }
  const { held } = rows
  return {
    ctes: sql`event as (${rows.event}
    )${gapSql(rows, list(rows.actor), 'event')}${sql.join(ways, sql``)}`,
    last,
    reached: (n: number) => (n === 1 ? sql`true` : sql`${arrival(n, 1)} <= _ts + ${rows.window}`),
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
