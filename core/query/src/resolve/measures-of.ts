import type { Formula, PlannedMeasure } from './resolved-query.ts'

/** Every measure a formula rests on. */
export function measuresOf(formula: Formula): PlannedMeasure[] {
  switch (formula.is) {
    case 'measure':
      return [formula.measure]
    case 'mean':
      return [formula.sum, formula.count]
    case 'ratio':
      return [...measuresOf(formula.numerator), ...measuresOf(formula.denominator)]
    case 'share':
      return measuresOf(formula.of)
    case 'derived':
      return Object.values(formula.inputs).flatMap(measuresOf)
  }
}
