import { sampleFormula } from './sample-formula.ts'
import type { ResolvedQuery } from './resolved-query.ts'

/** One value column of the answer, in order: the metric itself, one of its comparisons, its target, its sample size, or its margin. */
export interface AnswerColumn {
  readonly name: string
  readonly role: 'metric' | 'comparison' | 'target' | 'sample' | 'margin'
  readonly metric: number
  /** Index into the query's comparisons. */
  readonly comparison: number | null
}

/** Changes against a comparison, by the end of their name: the difference, and the same as a part of the earlier value. */
export const changes = ['change', 'change_ratio'] as const

type Asked = Pick<ResolvedQuery, 'metrics' | 'samples' | 'targets'> & {
  readonly time: Pick<ResolvedQuery['time'], 'comparisons'>
}

export function answerColumns(query: Asked): AnswerColumn[] {
  return query.metrics.flatMap(({ name, formula, margin }, metric) => {
    const compared = query.time.comparisons.map(({ key }, comparison) => ({
      name: `${name}:${key}`,
      role: 'comparison' as const,
      metric,
      comparison,
    }))
    const sample =
      query.samples && sampleFormula(formula)
        ? [{ name: `${name}:n`, role: 'sample' as const, metric, comparison: null }]
        : []
    const target = query.targets ? [{ name: `${name}:target`, role: 'target' as const, metric, comparison: null }] : []
    const own = { name, role: 'metric' as const, metric, comparison: null }
    const margins = margin
      ? [own, ...compared].map(({ comparison, name: of }) => ({
          name: `${name}:margin${of.slice(name.length)}`,
          role: 'margin' as const,
          metric,
          comparison,
        }))
      : []
    return [own, ...compared, ...target, ...sample, ...margins]
  })
}

/** Names of the numbers that conditions, order and `top` may look at: columns but targets, and changes, which have no column. */
export function valueNames(query: Asked): ReadonlySet<string> {
  const columns = answerColumns(query).filter(({ role }) => role !== 'target')
  return new Set(
    columns.flatMap(({ name, role }) => [
      name,
      ...(role === 'comparison' ? changes.map((change) => `${name}:${change}`) : []),
    ]),
  )
}
