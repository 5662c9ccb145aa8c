import type { MetricColumn } from './read-frame.ts'

/** Whether an option of a panel means a metric. Panels name those of their own plugin without its prefix; columns carry the whole id. */
export function isNamed({ name, metric }: Pick<MetricColumn, 'name' | 'metric'>, wanted: string | undefined): boolean {
  return wanted !== undefined && (name === wanted || metric === wanted || name.endsWith(`.${wanted}`))
}
