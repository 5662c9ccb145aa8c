import type { DashboardSpec, PanelSpec, ViewShape } from '@tessera/plugin-api'

/** A panel with all names in full: `view`, `query`, `drill` and options that name a metric carry full ids. */
export interface ResolvedPanel {
  readonly id: string
  readonly plugin: string
  readonly spec: PanelSpec
  /** What its view is. */
  readonly shape: ViewShape
  /** Metrics it asks for, and those its options name. */
  readonly metrics: readonly string[]
  /** Plugins whose view, metrics or dimensions it needs, its metrics' own sources too, and that do not run, or are not enabled: it can say so, but not be answered. */
  readonly missing: readonly string[]
  /** Metrics it is declared with that its query lacks, as they cannot be answered; only of views whose metrics stand apart. */
  readonly without?: readonly LeftOut[]
}

/** A metric that is left out of a panel, and the plugins it would need, as far as any is known. */
export interface LeftOut {
  readonly metric: string
  readonly plugins: readonly string[]
}

/** A panel whose own plugin does not run, or is not enabled: it keeps its place on the dashboard. */
export interface MissingPanel {
  readonly id: string
  /** The plugin. */
  readonly missing: string
}

/** A dashboard whose cards carry full panel ids. Panels of plugins that are not there keep their cards. */
export interface ResolvedDashboard {
  readonly id: string
  readonly plugin: string
  readonly spec: DashboardSpec
}
