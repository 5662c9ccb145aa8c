import { periodDimension } from '@tessera/plugin-api/server'
import type { DimensionInfo } from '@tessera/plugin-api/wire'
import { queryErrors } from '../errors.ts'
import type { PlannedMeasure } from './resolved-query.ts'

/** Refuses a metric that has a value for each period in a query that does not tell periods apart. */
export function checkPeriod(measures: readonly PlannedMeasure[], dimensions: readonly DimensionInfo[]): void {
  if (dimensions.some(({ id }) => id === periodDimension)) return
  const matrix = measures.find(({ source }) => source.kind === 'retention' && source.period === 'each')
  if (matrix) throw queryErrors('needs_period', { metric: matrix.metric, dimension: periodDimension })
}
