import { sql, type RawBuilder } from 'kysely'
import type { FunnelStep } from '@tessera/plugin-api/server'
import { column, funnelScan, gap, gapSql, hours, isStep, list, touch, type FunnelScan } from './funnel-scan.ts'
import { measureColumn, type Leaf, type LeafContext } from './leaf.ts'

/** Earliest time at which step `target` is reached by a chain whose step n is this row. */
const arrival = (target: number, n: number) => sql.ref(`t${target}_${n}`)

function earliestArrival(target: number, n: number, rows: FunnelScan): { value: RawBuilder<unknown>; window: RawBuilder<unknown> } {
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

/** How many entries reached each step: every row of step 1 counts for itself, in its own bucket and group. */
export function funnelEntriesLeaf(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const rows = funnelScan(leaf, context)
  if (!rows) return null
  const { held } = rows
  const stepOf = (source: unknown) => (source as FunnelStep).step
  const targets = [...new Set(leaf.measures.map(({ source }) => stepOf(source)))].filter((n) => n > 1)
  let last = rows.gaps.length > 0 ? 'gap' : 'event'
  const ctes: RawBuilder<unknown>[] = []
  for (const target of targets) {
    const way = backwards(target, rows, last)
    ctes.push(...way.ctes)
    last = way.last
  }
  const dimensions = context.query.dimensions.map((_, index) =>
    held.includes(index) ? column(index) : sql`${touch(index)} as ${column(index)}`,
  )
  const groups = context.query.dimensions.map((_, index) => (held.includes(index) ? column(index) : touch(index)))
  const values = leaf.measures.map((measure) => {
    const n = stepOf(measure.source)
    const reached = n === 1 ? sql`` : sql` filter (where ${arrival(n, 1)} <= _ts + ${rows.window})`
    return sql`count(*)${reached} as ${sql.ref(measureColumn(measure, context.period))}`
  })
  return sql`
  with event as (${rows.event}
    )${gapSql(rows, list(rows.actor), 'event')}${sql.join(ctes, sql``)}
  select ${list([sql`_entry as ordinal`, ...dimensions, ...values])}
  from ${sql.ref(last)}
  where _entry is not null
  group by ${list([sql.ref('_entry'), ...groups])}`
}
