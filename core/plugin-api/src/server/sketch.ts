import type { SqlBool } from 'kysely'
import type { Fact, On } from './fact.ts'

type Column<Row> = Extract<keyof Row, string>

/** An estimate from a sketch: a few numbers per group that can be put together, where the rows themselves cannot. */
export interface Sketch {
  readonly kind: 'approximate_distinct' | 'approximate_percentile'
  readonly fact: Fact
  readonly value: string | On<never, unknown>
  readonly where?: On<never, SqlBool>
  /** Of a percentile: which one, between 0 and 1. */
  readonly fraction?: number
}

/**
 * About how many different values a column has, nulls left out: a HyperLogLog of 2048 registers, standard error 2.3 %. Read
 * from rollups with `sketches` for any buckets and groups. Estimator of Ertl, 2017.
 */
export function approximateDistinct<Row>(
  fact: Fact<Row>,
  value: Column<Row> | On<Row, unknown>,
  options: { readonly where?: On<Row, SqlBool> } = {},
): Sketch {
  return Object.freeze({ kind: 'approximate_distinct', fact, value, ...options }) as unknown as Sketch
}

/**
 * About the value below which the given part of the rows lies, nulls left out: within 1 % of the exact percentile, as long as
 * the two values it lies between have one sign. DDSketch with γ = 1.0202 (Masson, Rim and Lee, 2019). Values beyond ±1e300
 * count as that, those nearer to 0 than 1e-300 as 0.
 */
export function approximatePercentile<Row>(
  fact: Fact<Row>,
  value: Column<Row> | On<Row, unknown>,
  options: { readonly fraction: number; readonly where?: On<Row, SqlBool> },
): Sketch {
  return Object.freeze({ kind: 'approximate_percentile', fact, value, ...options }) as unknown as Sketch
}

/** Relative error of an estimate: the standard error of a distinct count (1.04 / √2048), the bound of a percentile. */
export function errorOf({ kind }: Sketch): number {
  return kind === 'approximate_distinct' ? 0.023 : 0.01
}

/** Whether a measure is an estimate from a sketch. */
export function isSketch(measure: { readonly kind: string }): measure is Sketch {
  return measure.kind === 'approximate_distinct' || measure.kind === 'approximate_percentile'
}
