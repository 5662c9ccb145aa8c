import type { SqlBool } from 'kysely'
import type { Fact, On } from './fact.ts'

type Column<Row> = Extract<keyof Row, string>

/** How the value of entities moved within each bucket: one part of it. */
export interface Movement {
  readonly kind: 'movement'
  readonly fact: Fact
  readonly movements: {
    readonly entity: string
    readonly value: string | On<never, unknown>
    readonly where: On<never, SqlBool> | null
  }
  readonly part: 'opening' | 'new' | 'reactivated' | 'expansion' | 'contraction' | 'churned' | 'closing'
  /** The amount, or how many entities have one above 0. */
  readonly count: 'amount' | 'entities'
}

type Part = (options?: { readonly count?: 'amount' | 'entities' }) => Movement

/**
 * Parts of the movement, each amount positive. With `{ count: 'entities' }` the number of entities whose amount is above 0.
 * opening + new + reactivated + expansion − contraction − churned = closing, always.
 */
export interface MovementMeasures {
  /** Value open at the start of the bucket; the closing of the bucket before. */
  readonly opening: Part
  /** Value at the end of entities that had none at the start nor ever before. */
  readonly new: Part
  /** Value at the end of entities that had none at the start but some before. */
  readonly reactivated: Part
  /** What entities with a value at both ends gained. */
  readonly expansion: Part
  /** What entities with a value at both ends lost. */
  readonly contraction: Part
  /** Value at the start of entities that have none at the end. */
  readonly churned: Part
  /** Value open at the end of the bucket: the snapshot's sum. A running bucket ends now. */
  readonly closing: Part
}

/**
 * Movements of a value that lasts, such as monthly revenue: per entity the sum of `value` over the rows open at the start of a
 * bucket, beside that at its end. By a dimension, per entity and value of the dimension. Throws when the fact has no interval.
 */
export function movements<Row>(
  fact: Fact<Row>,
  spec: {
    /** Column that identifies whose value it is. */
    readonly entity: Column<Row>
    readonly value: Column<Row>
    readonly where?: On<Row, SqlBool>
  },
): MovementMeasures {
  if (!fact.interval)
    throw new Error(`movements of fact '${fact.name}' need its interval; declare start and end columns`)
  const { entity, value, where } = spec
  const shared = Object.freeze({ entity, value, where: (where as On<never, SqlBool> | undefined) ?? null })
  const part =
    (name: Movement['part']): Part =>
    ({ count = 'amount' } = {}) =>
      Object.freeze({ kind: 'movement', fact: fact as Fact, movements: shared, part: name, count })
  return {
    opening: part('opening'),
    new: part('new'),
    reactivated: part('reactivated'),
    expansion: part('expansion'),
    contraction: part('contraction'),
    churned: part('churned'),
    closing: part('closing'),
  }
}
