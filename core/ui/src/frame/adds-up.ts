import type { MetricColumn } from './read-frame.ts'

/** Whether values of groups make a whole: counts and sums do, and ratios that are parts of one; distinct counts, averages and rates do not. */
export function addsUp(metric: MetricColumn, values: readonly number[]): boolean {
  if (metric.unit === 'ratio') return Math.abs(values.reduce((sum, value) => sum + value, 0) - 1) < 0.005
  return metric.additivity === undefined ? metric.unit === 'count' : ['full', 'semi'].includes(metric.additivity)
}
