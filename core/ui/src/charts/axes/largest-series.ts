import { categoryCount } from '../../theme/tokens.ts'

type Valued = { readonly values: readonly (number | null)[] }

/** At most as many series as there are colours, the largest by the sum of their values, in their first order. */
export function largestSeries<S extends Valued>(series: readonly S[]): readonly S[] {
  if (series.length <= categoryCount) return series
  const kept = new Set(series.toSorted((a, b) => sizeOf(b) - sizeOf(a)).slice(0, categoryCount))
  return series.filter((one) => kept.has(one))
}

/** Sum of all values of a series, whatever their sign. */
export function sizeOf({ values }: Valued): number {
  return values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0)
}
