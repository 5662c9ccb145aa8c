import type { Filter } from './metric-query.ts'
import type { Additivity, Direction, Unit } from './unit.ts'

/** A value to reach. Exactly one of the four bounds; ratios as 0..1. */
export interface Target {
  readonly gt?: number
  readonly gte?: number
  readonly lt?: number
  readonly lte?: number
}

/** Everything a reader may know of a metric: one row of the catalogue. */
export interface MetricInfo {
  readonly id: string
  readonly plugin: string
  readonly title: string
  readonly description: string
  readonly unit: Unit
  readonly direction: Direction
  readonly tier: 1 | 2 | 3
  readonly owner: string
  readonly target: Target | null
  /** Days the target is for; left out when it holds for any span. */
  readonly targetDays?: number
  readonly version: number
  readonly status: 'live' | 'needs-source'
  /** `count`, `ratio`, `funnel` …; null while it needs a source. */
  readonly kind: string | null
  readonly additivity: Additivity | null
  readonly dimensions: readonly string[]
}

export interface DimensionInfo {
  readonly id: string
  readonly plugin: string
  readonly title: string
  readonly description: string
  readonly type: 'text' | 'number' | 'boolean'
  readonly labels: Readonly<Record<string, string>>
  /** Colour by value, where contributors gave one. */
  readonly colors: Readonly<Record<string, string>>
  /** Its values tell who a person is. */
  readonly pii?: true
}

/** A named filter a query may use by its id. */
export interface SegmentInfo {
  readonly id: string
  readonly plugin: string
  readonly title: string
  readonly description: string
  readonly filter: Filter
}

/** How an answer was computed, for "explain this number". */
export interface Explanation {
  readonly metrics: readonly (MetricInfo & { readonly formula: string })[]
  readonly sql: string
  readonly parameters: readonly unknown[]
}
