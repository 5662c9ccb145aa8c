import { queryErrors } from '../errors.ts'
import type { Formula, PlannedMeasure, ResolvedMetric } from './resolved-query.ts'

/** A part of a number that rows stand behind. */
export interface NumberPart {
  /** Words that lead to it, joined by dots; empty when the number has one part only. */
  readonly path: string
  readonly measure: PlannedMeasure
  /** Those who reached the step before and not this one, instead of those who reached it. */
  readonly dropped: boolean
}

const below = (name: string, parts: readonly NumberPart[]) =>
  parts.map((part) => ({ ...part, path: part.path === '' ? name : `${name}.${part.path}` }))

/** Every part of a metric that rows stand behind, the usual one first. */
export function partsOf(formula: Formula): NumberPart[] {
  switch (formula.is) {
    case 'measure': {
      const { measure } = formula
      const { source } = measure
      const later = source.kind === 'funnel_step' && source.step > 1
      return [{ path: '', measure, dropped: false }, ...(later ? [{ path: 'dropped', measure, dropped: true }] : [])]
    }
    case 'mean':
      return [{ path: '', measure: formula.sum, dropped: false }]
    case 'ratio':
      return [...below('numerator', partsOf(formula.numerator)), ...below('denominator', partsOf(formula.denominator))]
    case 'share':
      return partsOf(formula.of)
    case 'derived':
      return Object.entries(formula.inputs).flatMap(([name, input]) => below(name, partsOf(input)))
  }
}

/** The part asked for. A ratio answers with its numerator unless told otherwise; a derived metric has to be told. */
export function partOf({ formula, metric }: ResolvedMetric, asked: string | undefined): NumberPart {
  const parts = partsOf(formula)
  const found = parts.find(({ path }) => path === asked || (asked !== undefined && path.startsWith(`${asked}.`)))
  if (found) return found
  const [usual, ...others] = parts
  if (usual && asked === undefined && (formula.is !== 'derived' || others.length === 0)) return usual
  throw queryErrors('part_unknown', {
    metric: metric.info.id,
    part: asked ?? '',
    parts: parts.map(({ path }) => `'${path}'`).join(', '),
  })
}
