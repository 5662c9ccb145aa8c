import type { DimensionInfo, MetricInfo } from '../../wire/catalogue.ts'

/** What there is to ask for in the tenant: of core and of the plugins that it has enabled. Refused with `scope_missing` as questions are. */
export interface Catalogue {
  /** Those that need a source here say so. */
  readonly metrics: () => readonly MetricInfo[]
  readonly dimensions: () => readonly DimensionInfo[]
}
