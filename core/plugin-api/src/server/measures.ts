import type { SqlBool } from 'kysely'
import type { Fact, On } from './fact.ts'
import type { FunnelMeasure } from './funnel.ts'
import type { LastValue } from './last-value.ts'
import type { Stock } from './stock.ts'
import type { Lifecycle } from './lifecycle.ts'
import type { Movement } from './movements.ts'
import type { RetentionCount } from './retention.ts'
import type { Sketch } from './sketch.ts'

/** A span of whole days. A day here is 24 hours: windows and ages are elapsed time, not calendar days. */
export interface Days {
  readonly days: number
}

interface On1<Row> {
  readonly where?: On<Row, SqlBool>
}
type Column<Row> = Extract<keyof Row, string>

/** One aggregate over one fact: the leaf every metric is computed from. */
export interface Aggregate {
  readonly kind: 'count' | 'sum' | 'avg' | 'min' | 'max' | 'distinct' | 'percentile'
  readonly fact: Fact
  /** Column or expression aggregated; not for `count`. */
  readonly value?: string | On<never, unknown>
  readonly where?: On<never, SqlBool>
  /** Of a `percentile`: which one, between 0 and 1. */
  readonly fraction?: number
  /** Dates the row this much after its time column: a row counts in the bucket in which it reaches that age. */
  readonly after?: Days
}

/** State of rows that last, at one instant per bucket. */
export interface Snapshot {
  readonly kind: 'snapshot'
  readonly fact: Fact
  /** `start` or `end` of each bucket (and of the range when there is no grain). */
  readonly at: 'start' | 'end'
  /** Count the rows, count distinct values of a column, or add a column. */
  readonly measure: { readonly distinct: string } | { readonly sum: string | On<never, unknown> } | 'count'
  readonly where?: On<never, SqlBool>
}

/** Rows open at the start of the bucket that end within it. */
export interface Lost {
  readonly kind: 'lost'
  readonly fact: Fact
  readonly measure: { readonly distinct: string } | 'count'
  readonly where?: On<never, SqlBool>
}

/** How far back from the end of each bucket a trailing measure looks. */
export type Since =
  | { readonly last: number; readonly unit: 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year' }
  | { readonly startOf: 'week' | 'month' | 'quarter' | 'year' }
  | 'beginning'

/** An aggregate over a window that ends where the bucket ends and begins before it. */
export interface Trailing {
  readonly kind: 'trailing'
  readonly aggregate: Aggregate
  readonly since: Since
}

/** Conversions, each credited to one earlier row of the same actor and dated at that row. */
export interface Conversions {
  readonly kind: 'conversions'
  /** Rows that may lead to a conversion; dimensions and time are theirs. */
  readonly fact: Fact
  readonly where?: On<never, SqlBool>
  readonly converted: { readonly fact: Fact; readonly where?: On<never, SqlBool> }
  /** Column of both facts that identifies who converts. */
  readonly actor: string
  /** Time from the row, within which the conversion happens: at its moment or later, and before the window is over. */
  readonly window: Days
  /** Which of several rows within the window gets the credit; of rows of one moment the fact's key decides. */
  readonly touch: 'first' | 'last'
}

/** Any way to make a number of rows. */
export type Measure =
  | Aggregate
  | Snapshot
  | Lost
  | FunnelMeasure
  | Trailing
  | Conversions
  | LastValue
  | Stock
  | RetentionCount
  | Lifecycle
  | Movement
  | Sketch

/** Number of rows. Fills empty buckets with 0. */
export function count<Row>(fact: Fact<Row>, options: On1<Row> = {}): Aggregate {
  return Object.freeze({ kind: 'count', fact, ...options }) as Aggregate
}

/** Sum of a column or expression; rows where it is null do not count. */
export function sum<Row>(fact: Fact<Row>, value: Column<Row> | On<Row, unknown>, options: On1<Row> = {}): Aggregate {
  return Object.freeze({ kind: 'sum', fact, value, ...options }) as Aggregate
}

/** Mean of a column, kept as sum and count, so that every total is recomputed from both. */
export function avg<Row>(fact: Fact<Row>, value: Column<Row> | On<Row, unknown>, options: On1<Row> = {}): Aggregate {
  return Object.freeze({ kind: 'avg', fact, value, ...options }) as Aggregate
}

/** Smallest value of a column. */
export function min<Row>(fact: Fact<Row>, value: Column<Row> | On<Row, unknown>, options: On1<Row> = {}): Aggregate {
  return Object.freeze({ kind: 'min', fact, value, ...options }) as Aggregate
}

/** Largest value of a column. */
export function max<Row>(fact: Fact<Row>, value: Column<Row> | On<Row, unknown>, options: On1<Row> = {}): Aggregate {
  return Object.freeze({ kind: 'max', fact, value, ...options }) as Aggregate
}

/** Number of different values of a column, nulls left out. Never added up: every total is counted anew. */
export function distinct<Row>(
  fact: Fact<Row>,
  value: Column<Row> | On<Row, unknown>,
  options: On1<Row> = {},
): Aggregate {
  return Object.freeze({ kind: 'distinct', fact, value, ...options }) as Aggregate
}

/** Value below which the given part of the rows lies, interpolated; nulls left out. Never added up or averaged. */
export function percentile<Row>(
  fact: Fact<Row>,
  value: Column<Row> | On<Row, unknown>,
  options: On1<Row> & { readonly fraction: number },
): Aggregate {
  return Object.freeze({ kind: 'percentile', fact, value, ...options }) as Aggregate
}

/** Everything up to the end of each bucket: since the first row, or since its week, month, quarter or year began. */
export function cumulative(
  aggregate: Aggregate,
  options: { readonly startOf?: 'week' | 'month' | 'quarter' | 'year' } = {},
): Trailing {
  const since: Since = options.startOf ? { startOf: options.startOf } : 'beginning'
  return Object.freeze({ kind: 'trailing', aggregate, since })
}

/** The aggregate over the last `n` units before the end of each bucket: 7-day sums, 30-day active users. */
export function rolling(
  aggregate: Aggregate,
  window: { readonly last: number; readonly unit: 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year' },
): Trailing {
  return Object.freeze({ kind: 'trailing', aggregate, since: window })
}

/** What is open at one instant of each bucket: rows, distinct values of a column, or the sum of a column. */
export function snapshot<Row>(
  fact: Fact<Row>,
  measure: 'count' | { readonly distinct: Column<Row> } | { readonly sum: Column<Row> },
  options: On1<Row> & { readonly at?: 'start' | 'end' } = {},
): Snapshot {
  return Object.freeze({ kind: 'snapshot', fact, measure, at: 'end', ...options }) as Snapshot
}

/** Of what was open at the start of each bucket, what ended within it. Coming back within it does not undo the loss. */
export function lost<Row>(
  fact: Fact<Row>,
  measure: 'count' | { readonly distinct: Column<Row> },
  options: On1<Row> = {},
): Lost {
  return Object.freeze({ kind: 'lost', fact, measure, ...options }) as Lost
}

/**
 * Conversions that follow a row of the same actor within the window, each credited to one such row and dated at it. Divided
 * by the count of those rows it is the conversion rate; a row that led to two conversions counts twice.
 */
export function conversions<Row, Converted>(
  fact: Fact<Row>,
  options: On1<Row> & {
    readonly converted: { readonly fact: Fact<Converted>; readonly where?: On<Converted, SqlBool> }
    readonly actor: Column<Row> & Column<Converted>
    readonly window: Days
    readonly touch?: 'first' | 'last'
  },
): Conversions {
  return Object.freeze({ kind: 'conversions', fact, touch: 'last', ...options }) as unknown as Conversions
}

/** The fact a measure reads. */
export function factOf(measure: Measure): Fact {
  if ('funnel' in measure) return measure.funnel.fact
  return measure.kind === 'trailing' ? measure.aggregate.fact : measure.fact
}
