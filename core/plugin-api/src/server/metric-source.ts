import type { RawBuilder, SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Fact, On } from './fact.ts'
import type { Days, Measure } from './measures.ts'

/** A metric of this plugin by name, or of another by full id, as an input. */
export interface MetricRef {
  readonly kind: 'metric'
  readonly id: string
}

/** What a derived metric is reckoned from: a measure, or another metric. */
export type Input = Measure | MetricRef

/** Numerator over denominator, each summed or counted over the whole group first; null when the denominator is 0. */
export interface Ratio {
  readonly kind: 'ratio'
  readonly numerator: Input
  readonly denominator: Input
}

/** Part of the whole: the value divided by its sum over the groups of the same bucket that differ only in `over`. */
export interface Share {
  readonly kind: 'share'
  readonly of: Input
  /** Dimensions the whole is taken over; all dimensions of the query when left out. */
  readonly over?: readonly string[]
}

/** An expression over other measures at the same grain. */
export interface Derived {
  readonly kind: 'derived'
  readonly inputs: Readonly<Record<string, Input>>
  readonly expression: (inputs: Readonly<Record<string, RawBuilder<number>>>) => RawBuilder<number>
}

/** How a live metric is computed. */
export type MetricSource = Measure | Ratio | Share | Derived

/** Refers to another metric: own name, or full id. */
export function ref(id: string): MetricRef {
  return Object.freeze({ kind: 'metric', id })
}

/** Declares a ratio, 0..1 for shares of a whole. */
export function ratio(numerator: Input, denominator: Input): Ratio {
  return Object.freeze({ kind: 'ratio', numerator, denominator })
}

/** Declares a share of total. */
export function share(of: Input, options: { readonly over?: readonly string[] } = {}): Share {
  return Object.freeze({ kind: 'share', of, ...options })
}

/** Declares a metric computed from others; inputs arrive as double precision expressions, null when unknown. */
export function derived<const Inputs extends Readonly<Record<string, Input>>>(
  inputs: Inputs,
  expression: (inputs: { readonly [K in keyof Inputs]: RawBuilder<number> }) => RawBuilder<number>,
): Derived {
  return Object.freeze({ kind: 'derived', inputs, expression: expression as Derived['expression'] })
}

/**
 * Survival: of rows that began, the share still open after `after`, dated at the moment they reach that age, so that
 * every counted row has been observed long enough.
 */
export function survival<Row>(
  fact: Fact<Row>,
  options: { readonly after: Days; readonly where?: On<Row, SqlBool> },
): Ratio {
  const interval = fact.interval
  if (!interval) throw new Error(`survival of fact '${fact.name}' needs its interval; declare start and end columns`)
  const { after, where } = options
  const stillOpen: On<Row, SqlBool> = (eb, bounds) => {
    const alive = sql<SqlBool>`(${sql.ref(interval.end)} is null or ${sql.ref(interval.end)} >= ${sql.ref(interval.start)} + ${sql.lit(`${after.days * 24} hours`)}::interval)`
    return where ? eb.and([where(eb, bounds), alive]) : alive
  }
  const base = { kind: 'count' as const, fact: fact as Fact, after }
  const began = where ? { ...base, where: where as On<never, SqlBool> } : base
  return ratio(Object.freeze({ ...base, where: stillOpen as On<never, SqlBool> }), Object.freeze(began))
}
