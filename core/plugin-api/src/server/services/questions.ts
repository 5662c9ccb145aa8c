import type { CellAddress, RowsAnswer, RowsRequest } from '../../wire/metric-rows.ts'
import type { Decomposition, DecomposeRequest } from '../../wire/decomposition.ts'
import type { Explanation } from '../../wire/catalogue.ts'
import type { Frame } from '../../wire/frame.ts'
import type { MetricQuery } from '../../wire/metric-query.ts'

/**
 * Questions about metrics: as the caller in a procedure; elsewhere as the tenant, with `metrics:read` and no other right. They are refused
 * as those of pages are, with `scope_missing` without `metrics:read`.
 */
export interface Questions {
  /** Answers a metric query. */
  readonly query: (query: MetricQuery) => Promise<Frame>
  /** One page of the rows behind one number. Personal values are masked without `rows:read_personal`. */
  readonly rows: (request: RowsRequest) => Promise<RowsAnswer>
  /** The statement of a query and the formulas of its metrics; with `at`, how many rows stand behind one number. */
  readonly explain: (query: MetricQuery, at?: CellAddress) => Promise<Explanation>
  /** What a change between two ranges is made of, by dimension. */
  readonly decompose: (request: DecomposeRequest) => Promise<Decomposition>
}
