/** Where a part of a stack begins and ends. */
export interface StackPart {
  readonly from: number
  readonly to: number
}

/** Stands values on each other, those below zero downwards: a part for each, null where there is none. */
export function stackValues(values: readonly (number | null)[]): readonly (StackPart | null)[] {
  let up = 0
  let down = 0
  return values.map((value) => {
    if (value === null) return null
    const from = value < 0 ? down : up
    const to = from + value
    if (value < 0) down = to
    else up = to
    return { from, to }
  })
}

/** The values as shares of the sum of their sizes; null where there is nothing to share. */
export function sharesOf(values: readonly (number | null)[]): readonly (number | null)[] {
  const whole = values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0)
  return values.map((value) => (value === null || whole === 0 ? null : value / whole))
}
