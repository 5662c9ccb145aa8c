/** Most inputs whose effects are told: each more doubles the mixtures. */
export const mostInputs = 8

/** Inputs that have their value of now, as bits; the others have that of before. */
export type Mixture = number

/** How often a set of so many other inputs stands before one, of all orders the inputs can change in. */
function weights(inputs: number): readonly number[] {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
  return Array.from(
    { length: inputs },
    (_, size) => (factorial(size) * factorial(inputs - size - 1)) / factorial(inputs),
  )
}

const bits = (mixture: Mixture) => mixture.toString(2).replaceAll('0', '').length

/**
 * Takes the change of a formula apart by its inputs: what each does when it goes from before to now, as a mean over all orders in which
 * they can (Shapley). The effects add up to the change, whichever formula it is. `values` has the value of each mixture; null where one
 * of them has none.
 */
export function splitFormula(inputs: number, values: readonly (number | null)[]): readonly number[] | null {
  const known = values.filter((value) => value !== null)
  if (known.length < 2 ** inputs) return null
  const weightOf = weights(inputs)
  return Array.from({ length: inputs }, (_, input) => {
    const own = 2 ** input
    return known.reduce((sum, value, mixture) => {
      if ((mixture & own) !== 0) return sum
      return sum + (weightOf[bits(mixture)] ?? 0) * ((known[mixture | own] ?? 0) - value)
    }, 0)
  })
}

/** The values of a quotient for all mixtures of its numerator (bit 0) and denominator (bit 1). */
export function quotients(
  n: readonly [number | null, number | null],
  d: readonly [number | null, number | null],
): readonly (number | null)[] {
  const quotient = (a: number | null, b: number | null) => (a === null || b === null || b === 0 ? null : a / b)
  return [quotient(n[0], d[0]), quotient(n[1], d[0]), quotient(n[0], d[1]), quotient(n[1], d[1])]
}
