import { alwaysBy, clockDimensions } from '@tessera/plugin-api/server'
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

function ask({ info }: RegistryMetric, asked: string, more: Partial<MetricQuery> = {}): Question {
  const dimensions = [...new Set([...alwaysBy(info.dimensions), ...(more.dimensions ?? [])])]
  return {
    metric: info.id,
    asked,
    query: { metrics: [{ id: info.id }], time: { range }, ...more, ...(dimensions.length > 0 ? { dimensions } : {}) },
  }
}

/**
 * Each metric in total and by each of its dimensions: between them they read every table the metric can read. What the clock says at a
 * row is read from the row itself, and is none of the plugin's doing.
 */
export function readings(metrics: readonly RegistryMetric[]): readonly Question[] {
  return metrics.flatMap((metric) => [
    ask(metric, 'in total'),
    ...metric.info.dimensions
      .filter((dimension) => !clockDimensions.includes(dimension))
      .map((dimension) => ask(metric, `by ${dimension}`, { dimensions: [dimension] })),
  ])
}

/** Each metric cut by time: by day, and beside the period before. */
export function courses(metrics: readonly RegistryMetric[]): readonly Question[] {
  return metrics.flatMap((metric) => [
    ask(metric, 'by day', { time: { range, grain: 'day' } }),
    ask(metric, 'beside the period before', { compare: [{ kind: 'previous_period' }] }),
  ])
}
