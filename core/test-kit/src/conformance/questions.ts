import type { MetricQuery } from '@tessera/plugin-api/wire'
import type { RegistryMetric } from '@tessera/registry'

/** One way to ask for one metric. */
export interface Question {
  readonly metric: string
  /** The way, as a finding names it: `in total`, `by core.segment`. */
  readonly asked: string
  readonly query: MetricQuery
}

const range = { last: 30, unit: 'day' } as const

const ask = (metric: string, asked: string, more: Partial<MetricQuery> = {}): Question => ({
  metric,
  asked,
  query: { metrics: [{ id: metric }], time: { range }, ...more },
})

/** Each metric in total and by each of its dimensions: between them they read every table the metric can read. */
export function readings(metrics: readonly RegistryMetric[]): readonly Question[] {
  return metrics.flatMap(({ info }) => [
    ask(info.id, 'in total'),
    ...info.dimensions.map((dimension) => ask(info.id, `by ${dimension}`, { dimensions: [dimension] })),
  ])
}

/** Each metric cut by time: by day, and beside the period before. */
export function courses(metrics: readonly RegistryMetric[]): readonly Question[] {
  return metrics.flatMap(({ info }) => [
    ask(info.id, 'by day', { time: { range, grain: 'day' } }),
    ask(info.id, 'beside the period before', { compare: [{ kind: 'previous_period' }] }),
  ])
}
