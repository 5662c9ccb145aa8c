import type { SqlBool } from 'kysely'
import type { Fact, On } from './fact.ts'

/** A level that rows raise and lower. */
export interface Stock {
  readonly kind: 'stock'
  readonly fact: Fact
  /** Column or expression: by how much a row raises the level, below 0 where it lowers it. */
  readonly delta: string | On<never, unknown>
  readonly where?: On<never, SqlBool>
}

/**
 * Level at the end of each bucket: the sum of all changes before it, those before the range included. After the last change it
 * stays as it is up to now. Added up over groups, never over time.
 */
export function stock<Row>(
  fact: Fact<Row>,
  delta: Extract<keyof Row, string> | On<Row, unknown>,
  options: { readonly where?: On<Row, SqlBool> } = {},
): Stock {
  return Object.freeze({ kind: 'stock', fact, delta, ...options }) as Stock
}
