import type { SqlBool } from 'kysely'
import type { Fact, On } from './fact.ts'
import type { Days } from './measures.ts'

type Column<Row> = Extract<keyof Row, string>

/** The last observation of each entity at one instant of each bucket, put together over the entities. */
export interface LastValue {
  readonly kind: 'last_value'
  /** Rows are observations of an entity. */
  readonly fact: Fact
  /** Column that identifies what is observed; rows where it is null do not count. */
  readonly entity: string
  /** Column or expression observed; only a `count` of entities may do without. */
  readonly value?: string | On<never, unknown>
  /** How the values of the entities become one. */
  readonly across: 'sum' | 'avg' | 'count' | 'min' | 'max'
  /** An observation older than this is no longer trusted. */
  readonly maxAge?: Days
  /**
   * Column or expression that says until when the observation stands, null for ever: it is there until that moment, as rows with an
   * interval are open. An expression may take a setting, where `maxAge` is the same for all tenants.
   */
  readonly ended?: string | On<never, unknown>
  /** Which of the last observations count. */
  readonly where?: On<never, SqlBool>
}

interface Observed<Row> {
  readonly entity: Column<Row>
  readonly maxAge?: Days
  readonly ended?: Column<Row> | On<Row, unknown>
  readonly where?: On<Row, SqlBool>
}

type Across<Row> =
  | { readonly value: Column<Row> | On<Row, unknown>; readonly across?: 'sum' | 'avg' | 'count' | 'min' | 'max' }
  | { readonly value?: never; readonly across: 'count' }

/**
 * What is known of each entity at the end of each bucket: its last observation before it, carried on until a later one, its
 * end, or its age. Dimensions, filters and `where` look at that observation: an entity whose last row is in segment B is not
 * found in A through an older one. Added up over entities (or `across`), never over time.
 */
export function lastValue<Row>(fact: Fact<Row>, options: Observed<Row> & Across<Row>): LastValue {
  return Object.freeze({ kind: 'last_value', fact, across: 'sum', ...options }) as unknown as LastValue
}
