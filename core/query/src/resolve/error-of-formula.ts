import { errorOf, isSketch } from '@tessera/plugin-api/server'
import type { Formula } from './resolved-query.ts'

/**
 * Relative error of a formula's value: undefined when it is exact, null when it rests on estimates in a way that says nothing of
 * it. Of a ratio the errors of both sides add up at worst.
 */
export function errorOfFormula(formula: Formula): number | null | undefined {
  switch (formula.is) {
    case 'measure': {
      const { source } = formula.measure
      return isSketch(source) ? errorOf(source) : undefined
    }
    case 'mean':
      return undefined
    case 'share':
      return errorOfFormula(formula.of)
    case 'ratio': {
      const [top, bottom] = [errorOfFormula(formula.numerator), errorOfFormula(formula.denominator)]
      if (top === undefined && bottom === undefined) return undefined
      return top === null || bottom === null ? null : (top ?? 0) + (bottom ?? 0)
    }
    case 'derived':
      return Object.values(formula.inputs).some((input) => errorOfFormula(input) !== undefined) ? null : undefined
  }
}
