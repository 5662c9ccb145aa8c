import type { DimensionInfo, MetricInfo, SegmentInfo } from '@tessera/plugin-api/wire'
import type { RuleValue } from '@tessera/plugin-api'
import type { MetricSource } from '@tessera/plugin-api/server'

/** A metric as the registry knows it: what it means, how it is computed, who declared it. */
export interface ModelMetric {
  /** `kind` and `additivity` are filled in by this package: see `describeSource`. */
  readonly info: Omit<MetricInfo, 'kind' | 'additivity'>
  /** Null while the metric needs a source. */
  readonly source: MetricSource | null
  /** Plugin whose server door gave the source; own names in it are read as that plugin's. */
  readonly sourcePlugin: string
}

/** A setting that figures rest on: what is in force of it, and what may be asked for in its place. */
export interface ModelRule {
  readonly valueOf: (stored: unknown) => RuleValue
  /** What is wrong with a value; null when the setting takes it. */
  readonly refuses: (value: RuleValue) => string | null
}

/** What the query engine asks of a registry. */
export interface MetricModel {
  /** Undefined when no running plugin declares it. */
  readonly metric: (id: string) => ModelMetric | undefined
  readonly dimension: (id: string) => DimensionInfo | undefined
  readonly segment: (id: string) => SegmentInfo | undefined
  /** By the full id of its setting. Left out where no metric rests on a setting. */
  readonly rule?: (id: string) => ModelRule | undefined
}
