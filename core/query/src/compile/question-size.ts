import type { Lifecycle, RetentionCount, Trailing } from '@tessera/plugin-api/server'
import type { Filter } from '@tessera/plugin-api/wire'
import type { PlannedMeasure, ResolvedQuery } from '../resolve/resolved-query.ts'
import { leavesOf } from '../resolve/split-filter.ts'
import { groupLeaves, groupsSets } from './group-leaves.ts'
import type { Leaf } from './leaf.ts'

/** How large the statement of a question would be, estimated before it is written. */
export interface QuestionSize {
  /** Characters of SQL. */
  readonly text: number
  /** Entries of the lists that are laid out for it: buckets, windows, values of filters. */
  readonly entries: number
}

/** What a question could do without. */
export interface Without {
  readonly comparisons?: boolean
  readonly totals?: boolean
  readonly filters?: boolean
  readonly grain?: boolean
  /** All metrics but the first. */
  readonly metrics?: boolean
}

interface Filters {
  readonly conditions: number
  readonly values: number
}

function filtersOf(filters: readonly (Filter | null)[]): Filters {
  const leaves = filters.flatMap((filter) => (filter ? leavesOf(filter) : []))
  return { conditions: leaves.length, values: leaves.reduce((n, { values = [] }) => n + values.length, 0) }
}

/** Lists that are laid out for each bucket of a leaf, once for all scans that share them. */
function listsOf({ measures: [first] }: Leaf): { readonly key: string; readonly lists: number } | null {
  const source = first?.source
  if (source?.kind === 'trailing') return { key: JSON.stringify((source as Trailing).since), lists: 6 }
  if (source?.kind === 'stock') return { key: 'stock', lists: 6 }
  if (source?.kind === 'lifecycle') return { key: (source as Lifecycle).kind, lists: 6 }
  return null
}

const ofRetention = ({ measures: [first] }: Leaf) =>
  first?.source.kind === 'retention' ? (first.source as RetentionCount).retention : null

function measuresOf({ measures, metrics }: ResolvedQuery, without: Without): readonly PlannedMeasure[] {
  const [first] = metrics
  return without.metrics && first ? measures.filter(({ metric }) => metric === first.metric.info.id) : measures
}

/** Estimates a question, or what would be left of it without some of its parts. `unitsOf` counts the units of a retention. */
export function sizeOf(
  query: ResolvedQuery,
  unitsOf: (retention: RetentionCount['retention']) => number,
  without: Without = {},
): QuestionSize {
  const measures = measuresOf(query, without)
  const periods = without.comparisons ? 1 : 1 + query.time.comparisons.length
  const sets = without.totals ? 1 : (query.sets?.length ?? 1)
  const buckets = without.grain ? 1 : query.time.slots.length
  const columns = measures.length * periods
  const own = filtersOf(without.filters ? [] : [query.where])
  const shared = new Map<string, number>()
  let text = 2_000 + 150 * columns
  let entries = columns * buckets
  for (const leaf of groupLeaves(measures)) {
    const scans = periods * (groupsSets(leaf) ? 1 : sets)
    const of = filtersOf(without.filters ? [] : leaf.measures.map(({ filter }) => filter))
    const filters = { conditions: own.conditions + of.conditions, values: own.values + of.values }
    text += scans * (1_200 + 80 * query.dimensions.length + 14 * columns + 130 * leaf.measures.length)
    text += scans * 100 * filters.conditions
    entries += scans * (3 * buckets + filters.values)
    const laid = listsOf(leaf)
    if (laid) shared.set(laid.key, laid.lists * periods * buckets)
    const retention = ofRetention(leaf)
    if (retention) entries += scans * 3 * unitsOf(retention)
  }
  for (const more of shared.values()) entries += more
  return { text, entries }
}
