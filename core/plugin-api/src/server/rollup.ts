/**
 * Parts of a fact's aggregates kept ready in a table of their own, one row per bucket and group. Queries read them where
 * that cannot change the answer; what changed since is read from the rows themselves.
 */
export interface RollupSpec<Column extends string = string> {
  /** Unique within the fact, in snake_case. */
  readonly name: string
  /**
   * `day`: local days of the tenant's reporting zone, or the dates of a `local_date` fact. `quarter_hour`: 15 minutes of
   * UTC, which days and hours of every zone are made of.
   */
  readonly grain: 'day' | 'quarter_hour'
  /** Dimensions of the fact itself, by the names they have there. Those of entities may change later and are refused. */
  readonly dimensions: readonly string[]
  /** Keeps one row per value of this column instead, for distinct counts of it, and for retention and lifecycle whose actor it is. */
  readonly entity?: Column
  /**
   * Keeps the distinct counts of each bucket and group too. They cannot be put together, so they answer questions by exactly
   * these buckets and dimensions: daily users from a rollup by day. Not with `entity`.
   */
  readonly distinct?: boolean
  /** Keeps the sketches of approximate metrics too, each in a table of its own. They can be put together. Not with `entity`. */
  readonly sketches?: boolean
}
