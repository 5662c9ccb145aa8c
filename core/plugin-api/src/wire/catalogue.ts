import type { FrameMeta, ResolvedRange } from './frame.ts'
import type { CellAddress } from './metric-rows.ts'
import type { Filter } from './metric-query.ts'
import type { Additivity, Direction, Unit } from './unit.ts'

/** A value to reach. Exactly one of the four bounds; ratios as 0..1. */
export interface Target {
  readonly gt?: number
  readonly gte?: number
  readonly lt?: number
  readonly lte?: number
}

/** A setting that figures rest on. */
export interface MetricRule {
  /** `<plugin>.<setting>`. */
  readonly id: string
  readonly title: string
  readonly kind: 'choice' | 'boolean' | 'number' | 'text'
  /** A short phrase for each value; of numbers and text one with `{value}`. */
  readonly phrases: string | Readonly<Record<string, string>>
  /** Rows are made by it as they come, so no question may ask for another value. */
  readonly stored?: true
}

/** A plugin that figures of another are derived from. */
export interface DerivedFrom {
  /** Id of the plugin. */
  readonly id: string
  readonly title: string
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
  /** Fewest observations a value says something with. */
  readonly minSample?: number
  /** Metric that says half the width of its 95 % interval. */
  readonly margin?: string
  /** Settings its figures rest on, those of metrics in its formula too; left out when there are none. */
  readonly rules?: readonly MetricRule[]
  /** Plugins from whose rows its figures are derived, of those that run; left out when there are none. */
  readonly derivedFrom?: readonly DerivedFrom[]
  readonly version: number
  readonly status: 'live' | 'needs-source'
  /** Plugins that would give it its source, as far as any is known; only while it needs one. */
  readonly needs?: readonly string[]
  /** `count`, `ratio`, `funnel` …; null while it needs a source. */
  readonly kind: string | null
  readonly additivity: Additivity | null
  readonly dimensions: readonly string[]
}

/** A dimension as the catalogue shows it. */
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

/** Since when a metric is defined as it is. */
export interface DefinitionHistory {
  /** Start of the server that first saw the present definition, ISO instant. */
  readonly since: string
  /** The last change: from one version to another; `unannounced` when the formula changed and the version did not. Null without one. */
  readonly changed: { readonly from: number; readonly to: number; readonly unannounced: boolean } | null
}

/** A metric with what one must know to trust its number. */
export interface ExplainedMetric extends MetricInfo {
  readonly formula: string
  /** Number of worked examples that its plugin proves it by. */
  readonly fixtures?: number
  readonly definition?: DefinitionHistory | null
}

/** One number of the answer and how many rows it was computed from. */
export interface ExplainedCell {
  readonly at: CellAddress
  /** The span the number covers. */
  readonly range: ResolvedRange
  /** Rows behind the number; null when its kind has none, or a part must be named. */
  readonly rows: number | null
  /** Why there is no number of rows. */
  readonly refused: { readonly code: string; readonly detail: string } | null
  /** Parts of the number one may look behind. */
  readonly parts: readonly string[]
}

/** How an answer was computed, for "explain this number". */
export interface Explanation {
  readonly metrics: readonly ExplainedMetric[]
  readonly sql: string
  readonly parameters: readonly unknown[]
  /** What the answer's own `meta` says: range and zone as instants, source and why, watermark. */
  readonly meta: FrameMeta
  /** The one number asked about; null when none was. */
  readonly cell: ExplainedCell | null
}
