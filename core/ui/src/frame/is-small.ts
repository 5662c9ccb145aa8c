import type { Cell } from '@tessera/plugin-api/wire'
import { cellOf, numberOf, type MetricColumn } from './read-frame.ts'

/** Fewer observations than this say little of a metric that does not say how many it needs. */
const smallSample = 30

/** Whether so few observations stand behind a value that it should be muted. */
export function isSmall(row: readonly Cell[] | undefined, metric: MetricColumn): boolean {
  const n = numberOf(cellOf(row, metric.sample))
  return n !== null && n < (metric.minSample ?? smallSample)
}
