import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { sql, type RawBuilder } from 'kysely'
import type { RollupSpec } from './rollup.ts'

/** Bounds a callback may refer to: the whole range for facts in time, the bucket for snapshots. */
export interface Bounds {
  readonly tenant: Expression<string>
  readonly from: Expression<Date>
  readonly to: Expression<Date>
}

/** Builds an expression over the columns of one table. Column names are checked against `Row`. */
export type On<Row, Value> = (eb: ExpressionBuilder<{ row: Row }, 'row'>, bounds: Bounds) => Expression<Value>

type Column<Row> = Extract<keyof Row, string>

/** A thing facts point at (account, user): one row per key, so joining it never multiplies facts. */
export interface EntitySpec<Row> {
  readonly name: string
  /** `schema.table`; it has a column `tenant_id`. */
  readonly table: `${string}.${string}`
  readonly key: Column<Row>
  /** Its key tells who a person is. */
  readonly pii?: boolean
  /** Dimension (own name or full id) → column or expression. */
  readonly dimensions: Readonly<Record<string, Column<Row> | On<Row, unknown>>>
}

/** `any` here only forgets the row type: entities of different tables stand in one list. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Entity<Row = any> = EntitySpec<Row> & { readonly is: 'entity' }

/** Declares an entity over the columns of `Row`. */
export function entity<Row>(spec: EntitySpec<Row>): Entity<Row> {
  return Object.freeze({ is: 'entity', ...spec })
}

/** A column shown with the rows behind a number. */
export interface DrillColumn<Row> {
  readonly column: Column<Row>
  /** The column's name when left out. */
  readonly title?: string
  readonly type?: 'text' | 'number' | 'instant'
  /** Its values tell who a person is. */
  readonly pii?: boolean
}

/** Rows of something that happened or was measured, one per key. Every metric aggregates one or more facts. */
export interface FactSpec<Row> {
  /** Unique within the plugin. */
  readonly name: string
  /** `schema.table`; it has a column `tenant_id`. */
  readonly table: `${string}.${string}`
  /** Columns that, with the tenant, tell one row from every other. Orders ties. */
  readonly key: readonly [Column<Row>, ...Column<Row>[]]
  /** When it happened. `local_date` columns are calendar dates and are never shifted by a time zone. */
  readonly time: { readonly column: Column<Row>; readonly type: 'instant' | 'local_date' }
  /** For rows that last: begin and end (null while open), half-open. Needed by `snapshot` and `lost`. */
  readonly interval?: { readonly start: Column<Row>; readonly end: Column<Row> }
  /** Rows that count at all. */
  readonly where?: On<Row, SqlBool>
  /** Dimension (own name or full id) → column or expression. */
  readonly dimensions?: Readonly<Record<string, Column<Row> | On<Row, unknown>>>
  /** Entities reachable many-to-one: the column holds the entity's key. */
  readonly joins?: readonly { readonly entity: Entity; readonly on: Column<Row> }[]
  /** Columns shown beside key, time, dimensions and value where one looks at the rows behind a number. */
  readonly drill?: readonly (Column<Row> | DrillColumn<Row>)[]
  /** Aggregates kept ready. Who writes the table must call `markChanged`; for `core.events` the server does. */
  readonly rollups?: readonly RollupSpec<Column<Row>>[]
}

/** `any` here only forgets the row type: metrics of different facts stand in one list. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Fact<Row = any> = FactSpec<Row> & { readonly is: 'fact' }

/** Declares a fact over the columns of `Row`. */
export function fact<Row>(spec: FactSpec<Row>): Fact<Row> {
  return Object.freeze({ is: 'fact', ...spec })
}

/** Text of one key of a `properties` JSON column, null when absent. */
export function property(name: string): RawBuilder<string | null> {
  return sql<string | null>`properties ->> ${sql.lit(name)}`
}

/**
 * Number at one key of a `properties` JSON column, null when absent. Text that writes a number is read as one; anything else there
 * is NaN, so that its row is left out of metrics and counted among the unreadable ones. Never an error.
 */
export function numberProperty(name: string): RawBuilder<number | null> {
  const key = sql.lit(name)
  const isNumeral = sql`properties ->> ${key} ~ '^[+-]?[0-9]{1,100}([.][0-9]{1,100})?([eE][+-]?[0-9]{1,2})?$'`
  return sql<
    number | null
  >`case when jsonb_typeof(properties -> ${key}) = 'number' or ${isNumeral} then (properties ->> ${key})::numeric
    when jsonb_typeof(properties -> ${key}) <> 'null' then 'NaN' end`
}
