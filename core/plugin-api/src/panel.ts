import { freeze } from './freeze.ts'
import type { Compare, Filter, Range } from './wire/metric-query.ts'
import type { Grain } from './wire/unit.ts'

/** Visualizations every host has. `custom` draws with a component of the plugin's web door. */
export const views = ['big_number', 'line', 'ranked_bar', 'funnel', 'targets', 'table', 'custom'] as const

export type View = (typeof views)[number]

/** What a view draws of an answer. */
export interface ViewShape {
  /** Whether values are cut by time: what `grain` asks for. */
  readonly time: 'needed' | 'possible' | 'never'
  /** Whether values are broken down. */
  readonly breakdown: 'needed' | 'possible' | 'never'
  /** Most values of a breakdown it draws apart; no more are asked for. Null where it draws all there are. */
  readonly series: number | null
}

/** What each view draws. A panel that asks for something else is refused when its plugin is loaded. */
export const viewShapes: Readonly<Record<View, ViewShape>> = freeze({
  big_number: { time: 'never', breakdown: 'never', series: null },
  line: { time: 'needed', breakdown: 'possible', series: 8 },
  ranked_bar: { time: 'never', breakdown: 'needed', series: 12 },
  funnel: { time: 'never', breakdown: 'never', series: null },
  targets: { time: 'never', breakdown: 'possible', series: null },
  table: { time: 'possible', breakdown: 'possible', series: null },
  custom: { time: 'possible', breakdown: 'possible', series: null },
})

/** A metric query as a panel states it: own names without prefix, time taken from the dashboard unless pinned. */
export interface PanelQuery {
  readonly metrics: readonly string[]
  readonly dimensions?: readonly string[]
  readonly filters?: Filter
  /** Segments the rows must belong to: own names, or full ids of other plugins' segments. */
  readonly segments?: readonly string[]
  /** `auto`: the finest that gives a readable number of points, chosen where the query is answered. Left out: one total over the range. */
  readonly grain?: Grain | 'auto'
  /** Pins a range of its own; the card then says so. */
  readonly range?: Range
  /** `dashboard` (default): the comparison chosen on the dashboard. */
  readonly compare?: 'dashboard' | 'none' | readonly Compare[]
  readonly samples?: boolean
  /** `grand`: the total of all rows, drawn by `table` below them. */
  readonly totals?: 'grand'
  readonly order?: readonly { readonly key: string; readonly dir: 'asc' | 'desc' }[]
  /** Most rows. Without it a view with a bounded number of lines or bars asks for that many values. */
  readonly limit?: number
}

/** What a view may be told. Each view reads what it knows. */
export interface ViewOptions {
  /** `funnel`: names of the steps, in order; metric titles when left out. */
  readonly steps?: readonly string[]
  /** `big_number`: draw the metric's course over the range below the number (default true). */
  readonly sparkline?: boolean
  /** `ranked_bar`: metric whose value is written beside the bar (the bar shows the first metric). */
  readonly secondary?: string
  /** `ranked_bar`: values beyond this many are counted together as "Other" (default 12). */
  readonly top?: number
  /** Anything else, read by a `custom` view. */
  readonly custom?: unknown
}

/** A card on a dashboard: a view plus a metric query. No code unless `view` is `custom`. */
export interface PanelSpec {
  readonly title: string
  /** What it shows, in one line. */
  readonly subtitle?: string
  readonly view: View
  readonly query: PanelQuery
  readonly options?: ViewOptions
  /** Dimension a click on a bar or row breaks the panel down by. */
  readonly drill?: { readonly dimension: string; readonly title: string }
}

/** Declares a panel. */
export function panel<const P extends PanelSpec>(spec: P): P {
  return freeze(spec)
}
