import type { SqlBool } from 'kysely'
import type { Aggregate, Fact, On, Sketch } from '@tessera/plugin-api/server'

/** Columns of a rollup that holds a sketch: which register or bin, and what is kept of it. */
export const partColumn = '_part'
export const keptColumn = '_kept'

/** A dimension as a rollup keeps it. */
export interface StoredDimension {
  /** Full id. */
  readonly id: string
  readonly column: string
  readonly value: string | On<never, unknown>
}

/** One aggregate as a rollup keeps it. */
export interface StoredMeasure {
  readonly key: string
  readonly aggregate: Aggregate | Sketch
  /** Column with the bucket's part of it; in an entity rollup the flag "a row of this entity meets the condition", null without one. */
  readonly column: string | null
  /** Column that tells whether the bucket has rows meeting the condition, null without a condition. */
  readonly presence: string | null
}

/**
 * The first or the last row of a bucket, entity and group that meets a condition, as an entity rollup keeps it: its time and, of
 * the first, its key, by which rows of one time are told apart. Null where no row meets it.
 */
export interface StoredMoment {
  readonly which: 'first' | 'last'
  readonly where: On<never, SqlBool>
  /** Columns of the time and, of a first row, of each column of the fact's key. */
  readonly columns: readonly [time: string, ...key: string[]]
}

/** A rollup of one fact as a plugin's metrics use it, with all that its table holds. */
export interface RollupDefinition {
  /** `<plugin>.<fact>.<name>`. */
  readonly id: string
  readonly plugin: string
  readonly fact: Fact
  readonly grain: 'day' | 'quarter_hour'
  readonly entity: string | null
  /** Holds the sketch of one measure: one row per bucket, group and part of the sketch. */
  readonly isSketch: boolean
  readonly dimensions: readonly StoredDimension[]
  readonly measures: ReadonlyMap<string, StoredMeasure>
  /** By `momentKey`; only entity rollups have any. */
  readonly moments: ReadonlyMap<string, StoredMoment>
  /** Measures and moments of the fact that are not kept because they are no values of their rows, by key: why. */
  readonly unkept: ReadonlyMap<string, string>
  /** Changes whenever what the table holds would; part of the table's name. */
  readonly hash: string
  readonly schema: string
  readonly name: string
  /** `schema.name`. */
  readonly table: string
}

/** Why a declared rollup is not kept at all. */
export interface RollupProblem {
  readonly plugin: string
  /** `<plugin>.<fact>.<name>`. */
  readonly rollup: string
  readonly reason: string
}
