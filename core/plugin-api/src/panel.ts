import { freeze } from './freeze.ts'
import type { Compare, Filter, Range } from './wire/metric-query.ts'
import type { PanelOptions } from './view.ts'
import type { BuiltInView } from './views/built-in.ts'
import type { Grain } from './wire/unit.ts'

/** Any text, without hiding the names known beside it from an editor. */
type AnyName = string & {}

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
  /** Rules other than the tenant's, by setting: own names, or full ids. The card says so; one beside it shows what the tenant's come to. */
  readonly rules?: Readonly<Record<string, string | number | boolean>>
  /** `dashboard` (default): the comparison chosen on the dashboard. */
  readonly compare?: 'dashboard' | 'none' | readonly Compare[]
  readonly samples?: boolean
  /** `grand`: the total of all rows, drawn by `table` below them. */
  readonly totals?: 'grand'
  readonly order?: readonly { readonly key: string; readonly dir: 'asc' | 'desc' }[]
  /** Most rows. Without it a view with a bounded number of lines or bars asks for that many values. */
  readonly limit?: number
}

/** A card on a dashboard: a view plus a metric query. */
export interface PanelSpec {
  readonly title: string
  /** What it shows, in one line. */
  readonly subtitle?: string
  /**
   * One of `builtInViews`, an own view by its name, another plugin's as `<plugin>.<view>`; `custom`: a view of this panel alone, drawn by
   * the loader of its name under `panels` of the web door.
   */
  readonly view: BuiltInView | 'custom' | AnyName
  readonly query: PanelQuery
  /** What the view is told; each view takes its own. */
  readonly options?: PanelOptions
  /** Dimension a click on a bar or row breaks the panel down by. */
  readonly drill?: { readonly dimension: string; readonly title: string }
}

/** Declares a panel. */
export function panel<const P extends PanelSpec>(spec: P): P {
  return freeze(spec)
}
