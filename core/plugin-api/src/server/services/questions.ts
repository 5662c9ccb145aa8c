import type { Frame } from '../../wire/frame.ts'
import type { MetricQuery } from '../../wire/metric-query.ts'

/** Questions about metrics: asked as the caller in a procedure, as the tenant elsewhere. Refused with `scope_missing` like those of a page. */
export interface Questions {
  /** Answers a metric query. */
  readonly query: (query: MetricQuery) => Promise<Frame>
}
