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

/** Most metrics that are asked for at once: enough to share scans, few enough to be planned in an instant. */
const mostTogether = 16

/** Questions that differ in their metrics alone, side by side: one statement reads for all of them what each would read. */
export function together(
  questions: readonly Question[],
  tellApart: (question: Question) => unknown = () => null,
): readonly (readonly Question[])[] {
  const alike = Map.groupBy(questions, (question) => {
    const { metrics: _, ...rest } = question.query
    return JSON.stringify([rest, tellApart(question)])
  })
  return [...alike.values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / mostTogether) }, (_, nth) =>
      all.slice(nth * mostTogether, (nth + 1) * mostTogether),
    ),
  )
}

/** One query for all metrics of questions that are alike in the rest. */
export function merged(questions: readonly Question[]): MetricQuery {
  const metrics = questions.flatMap(({ query }) => query.metrics ?? [])
  return { ...questions[0]?.query, metrics }
}

/**
 * Does something with questions at once. Where `attempt` answers null it is done again with each half, and in the end with each
 * one, of which `alone` answers.
 */
export async function byHalves<T>(
  questions: readonly Question[],
  attempt: (alike: readonly Question[]) => Promise<readonly T[] | null>,
  alone: (question: Question) => Promise<readonly T[]>,
): Promise<T[]> {
  const [first, second] = questions
  if (!first) return []
  if (!second) return [...(await alone(first))]
  const done = await attempt(questions)
  if (done) return [...done]
  const half = Math.ceil(questions.length / 2)
  return [
    ...(await byHalves(questions.slice(0, half), attempt, alone)),
    ...(await byHalves(questions.slice(half), attempt, alone)),
  ]
}
