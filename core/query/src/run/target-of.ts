import type { Cell, Pacing, Target } from '@tessera/plugin-api/wire'
import type { ResolvedMetric, ResolvedQuery } from '../resolve/resolved-query.ts'
import type { Span } from '../time/span.ts'
import { hasSetTargets, hasTargetsOfParts, pacingOf, setTargetFor } from './set-targets.ts'
import { boundOf, targetFor } from './target-for.ts'

/** What the column of a metric says of its target. */
export interface ColumnTarget {
  readonly target?: Target
  readonly targetSteps?: readonly (Target | null)[]
  readonly targetParts?: Readonly<Record<string, Target | null>>
  readonly pacing?: Pacing
}

const same = (a: Target | null, b: Target | null) => JSON.stringify(a) === JSON.stringify(b)

const stated = (target: Target | null): ColumnTarget => (target === null ? {} : { target })

/** What an answer found, as far as it says which targets there are. */
export interface FoundRows {
  /** Values of the metrics themselves, in the first row. */
  readonly own: readonly Cell[]
  /** Values of the first dimension, of all rows. */
  readonly parts: () => ReadonlySet<string>
}

/** The targets of single values of the dimension of an answer, of those that it has. */
function partsOf(metric: ResolvedMetric, query: ResolvedQuery, found: FoundRows): ColumnTarget {
  const [dimension, ...more] = query.dimensions
  // why: with buckets or further dimensions each row may have a target of its own; a comparison with the target tells them
  if (!dimension || query.time.grain !== null || more.some(({ restOf }) => restOf === undefined)) return {}
  const { span } = query.time
  const declared = targetFor(metric, query)
  const there = found.parts()
  const own = query.setTargets.flatMap(({ metric: id, dimension: of, value }) =>
    id === metric.metric.info.id && of === dimension.id && value !== null && there.has(value) ? [value] : [],
  )
  const targetParts = Object.fromEntries(
    [...new Set(own)].map((value) => [value, setTargetFor(metric, query, { span, values: [value] }) ?? declared]),
  )
  return {
    ...stated(setTargetFor(metric, query, { span, values: [] }) ?? declared),
    ...(own.length === 0 ? {} : { targetParts }),
  }
}

/** The target of the values of a metric: what the tenant set where it is in force, else that of the contract. */
export function targetOfColumn(
  metric: ResolvedMetric | undefined,
  query: ResolvedQuery,
  found: FoundRows,
): ColumnTarget {
  const declared = targetFor(metric, query)
  if (!metric || !hasSetTargets(metric, query)) return stated(declared)
  if (hasTargetsOfParts(metric, query)) return partsOf(metric, query, found)
  const over = (span: Span) => setTargetFor(metric, query, { span, values: [] }) ?? declared
  if (query.time.grain === null) {
    const place = query.metrics.indexOf(metric)
    const pacing = pacingOf(metric, query, found.own[place] ?? null)
    return { ...stated(over(query.time.span)), ...(pacing ? { pacing } : {}) }
  }
  const steps = query.time.slots.map(over)
  const [first = null] = steps
  return steps.every((step) => same(step, first)) ? stated(first) : { targetSteps: steps }
}

/** The bound that the value of a row is held against; null where there is none. */
export function boundOfRow(
  metric: ResolvedMetric | undefined,
  query: ResolvedQuery,
  row: { readonly span: Span | undefined; readonly values: readonly Cell[] },
): number | null {
  const { span } = row
  return boundOf((metric && span && setTargetFor(metric, query, { ...row, span })) ?? targetFor(metric, query))
}
