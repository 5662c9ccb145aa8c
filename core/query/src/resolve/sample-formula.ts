import type { Formula } from './resolved-query.ts'

/** Observations behind a value: the denominator of a ratio, the count of a mean; null for other kinds. */
export function sampleFormula(formula: Formula): Formula | null {
  if (formula.is === 'ratio') return formula.denominator
  if (formula.is === 'mean') return { is: 'measure', measure: formula.count }
  return null
}
