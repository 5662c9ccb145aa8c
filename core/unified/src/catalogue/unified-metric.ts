import type { Holding } from '@tessera/query'
import type { MetricInfo } from '@tessera/plugin-api/wire'

/** What the rows of a metric are about, beside the tenant as a whole. */
export interface UnifiedEntity {
  /** `customer`, or the own name of the dimension. */
  readonly type: string
  readonly dimension: string
}

/** A column of text beside a metric: the name of the band its value lies in. */
export interface UnifiedBands {
  /** Unique within the domain. */
  readonly name: string
  /** The highest first. */
  readonly bands: readonly { readonly band: string; readonly from: number }[]
}

/** A column beside a metric that holds its parts, as an object by the values of a dimension. */
export interface UnifiedParts extends UnifiedEntity {
  /** Unique within the domain. */
  readonly name: string
}

/** A metric that is declared and that nobody computes yet: a column without values. */
export interface UnifiedSocket {
  readonly info: MetricInfo
  readonly plugins: readonly string[]
  readonly schema: string
  readonly domain: string
  /** Unique within its domain. */
  readonly name: string
  readonly entity: UnifiedEntity | null
}

/** A metric as the unified layer knows it. */
export interface UnifiedMetric {
  readonly info: MetricInfo
  readonly formula: string
  /** Plugins a tenant must have for it. */
  readonly plugins: readonly string[]
  /** Schema of its plugin. */
  readonly schema: string
  readonly domain: string
  /** Unique within its domain. */
  readonly name: string
  /** Unique over all domains. */
  readonly column: string
  readonly entity: UnifiedEntity | null
  /** How targets of a period hold for a day of it. */
  readonly holding: Holding
  /** Whether the target of all there is says nothing of a part. */
  readonly grows: boolean
  readonly categories: readonly UnifiedBands[]
  readonly parts: readonly UnifiedParts[]
}
