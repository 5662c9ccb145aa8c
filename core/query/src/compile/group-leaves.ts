import type { RawBuilder } from 'kysely'
import {
  factOf,
  type Aggregate,
  type FunnelMeasure,
  type LastValue,
  type Lifecycle,
  type Lost,
  type Measure,
  type Movement,
  type RetentionCount,
  type Snapshot,
  type Trailing,
} from '@tessera/plugin-api/server'
import type { PlannedMeasure } from '../resolve/resolved-query.ts'
import type { NumberPart } from '../resolve/part-of.ts'
import { aggregateLeaf } from './aggregate-leaf.ts'
import { conversionsRows, funnelRows } from './chain-rows.ts'
import { conversionsLeaf } from './conversions-leaf.ts'
import { aggregateRows, lastingRows, trailingRows } from './fact-rows.ts'
import { entryRows } from './entry-rows.ts'
import { funnelEntriesLeaf } from './funnel-entries-leaf.ts'
import { funnelLeaf } from './funnel-leaf.ts'
import { lastValueLeaf } from './last-value-leaf.ts'
import type { Leaf, LeafContext } from './leaf.ts'
import { lifecycleLeaf } from './lifecycle-leaf.ts'
import { lifecycleRows } from './lifecycle-rows.ts'
import { movementsLeaf } from './movements-leaf.ts'
import { movementsRows } from './movements-rows.ts'
import type { CellContext, RowsBehind } from './rows-behind.ts'
import { retentionLeaf } from './retention-leaf.ts'
import { retentionRows } from './retention-rows.ts'
import { sketchLeaf, sketchRows } from './sketch-leaf.ts'
import { snapshotLeaf } from './snapshot-leaf.ts'
import { lastValueRows, stockRows } from './state-rows.ts'
import { stockLeaf } from './stock-leaf.ts'
import { shapeOf, trailingLeaf } from './trailing-leaf.ts'

/** A family of measures: what they may share a scan by, and how that scan is written. A new kind adds an entry. */
interface Family {
  /** Measures of the same fact and the same values here are answered by one scan. */
  readonly together: (measure: PlannedMeasure) => readonly unknown[]
  readonly sql: (leaf: Leaf, context: LeafContext) => RawBuilder<unknown> | null
  /** Its scan can group by several sets of dimensions at once; other families are read once for each set. */
  readonly groupsSets?: true
  /** The rows behind one number of a measure, from the pieces of its scan. */
  readonly rows: (measure: PlannedMeasure, context: CellContext, dropped: boolean) => RowsBehind | null
}

const aggregates: Family = {
  together: (measure) => [(measure.source as Aggregate).after?.days ?? 0],
  sql: aggregateLeaf,
  groupsSets: true,
  rows: aggregateRows,
}
const lasting: Family = {
  together: ({ source }) => [source.kind, (source as Snapshot).at ?? (source as Lost).kind],
  sql: snapshotLeaf,
  rows: lastingRows,
}
function trailingTogether({ source, filter }: PlannedMeasure): readonly unknown[] {
  const { since, aggregate } = source as Trailing
  const shape = shapeOf(aggregate)
  return [JSON.stringify(since), shape, ...(shape === 'distinct' ? [aggregate, filter] : [])]
}

const ofEntries = (source: Measure) => source.kind === 'funnel_step' && source.count === 'entries'
const funnels: Family = {
  together: ({ source, filter }) => [(source as FunnelMeasure).funnel, filter, ofEntries(source)],
  sql: (leaf, context) =>
    leaf.measures.some(({ source }) => ofEntries(source))
      ? funnelEntriesLeaf(leaf, context)
      : funnelLeaf(leaf, context),
  rows: (measure, context, dropped) =>
    ofEntries(measure.source) ? entryRows(measure, context, dropped) : funnelRows(measure, context, dropped),
}
function observedTogether({ source }: PlannedMeasure): readonly unknown[] {
  const { entity, maxAge, ended } = source as LastValue
  return [entity, maxAge?.days, ended]
}

const sketches: Family = { together: (measure) => [measure], sql: sketchLeaf, rows: sketchRows }

const families: Readonly<Record<Measure['kind'], Family>> = {
  count: aggregates,
  sum: aggregates,
  avg: aggregates,
  min: aggregates,
  max: aggregates,
  distinct: aggregates,
  percentile: aggregates,
  snapshot: lasting,
  lost: lasting,
  trailing: { together: trailingTogether, sql: trailingLeaf, rows: trailingRows },
  last_value: { together: observedTogether, sql: lastValueLeaf, rows: lastValueRows },
  stock: { together: () => [], sql: stockLeaf, rows: stockRows },
  conversions: { together: ({ source, filter }) => [source, filter], sql: conversionsLeaf, rows: conversionsRows },
  funnel_step: funnels,
  funnel_time: funnels,
  funnel_open: funnels,
  retention: {
    together: ({ source, filter }) => {
      const { retention, period } = source as RetentionCount
      return [retention, filter, period === 'each']
    },
    sql: retentionLeaf,
    rows: retentionRows,
  },
  lifecycle: {
    together: ({ source, filter }) => [(source as Lifecycle).lifecycle, filter],
    sql: lifecycleLeaf,
    rows: lifecycleRows,
  },
  movement: {
    together: ({ source, filter }) => [(source as Movement).movements, filter],
    sql: movementsLeaf,
    rows: movementsRows,
  },
  approximate_distinct: sketches,
  approximate_percentile: sketches,
}

/** Groups measures so that each group is one scan of one fact. Facts are never joined with each other. */
export function groupLeaves(measures: readonly PlannedMeasure[]): Leaf[] {
  const groups: { key: readonly unknown[]; leaf: Leaf & { readonly measures: PlannedMeasure[] } }[] = []
  for (const measure of measures) {
    const family = families[measure.source.kind]
    const fact = factOf(measure.source)
    const key = [family, fact, measure.plugin, ...family.together(measure)]
    const group = groups.find((g) => g.key.length === key.length && g.key.every((part, index) => part === key[index]))
    if (group) group.leaf.measures.push(measure)
    else groups.push({ key, leaf: { fact, plugin: measure.plugin, measures: [measure] } })
  }
  return groups.map((group) => group.leaf)
}

/** The statement of one leaf for one period; null when the period has no bucket to read. */
export function leafSql(leaf: Leaf, context: LeafContext): RawBuilder<unknown> | null {
  const first = leaf.measures[0]
  return first ? families[first.source.kind].sql(leaf, context) : null
}

/** Whether one scan of the leaf answers all sets of dimensions of a query. */
export function groupsSets(leaf: Leaf): boolean {
  const first = leaf.measures[0]
  return first !== undefined && families[first.source.kind].groupsSets === true
}

/** The rows behind one part of a number; null when its period has no bucket to read. */
export function rowsBehind({ measure, dropped }: NumberPart, context: CellContext): RowsBehind | null {
  return families[measure.source.kind].rows(measure, context, dropped)
}
