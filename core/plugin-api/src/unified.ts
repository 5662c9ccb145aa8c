/** A column of text: in which band the value of a metric lies. */
export interface UnifiedCategory {
  /** Own metric whose value it is. */
  readonly of: string
  /** The bands, each with the least value that lies in it: `{ healthy: 80, moderate: 60, critical: 0 }`. A value below all of them has none. */
  readonly from: Readonly<Record<string, number>>
}

/** A column of parts: a metric by the values of one of its dimensions, as an object. */
export interface UnifiedParts {
  /** Own metric whose parts they are. */
  readonly of: string
  /** Dimension that parts it, with no more values than one row may hold: channels, not customers. */
  readonly by: string
}

/** What a plugin gives to the unified layer, which BI tools and programs read as SQL, beside all its metrics. */
export interface UnifiedSpec {
  /**
   * Dimension whose values the rows are about, as `core.account` or an own one: metrics that have it are kept for each value and day, the
   * others, and all without this field, for the tenant as a whole.
   */
  readonly entity?: string
  /** Columns of text beside the metrics of the plugin, in its wide views about that dimension: `{ health_category: { of: 'health', from: … } }`. */
  readonly categories?: Readonly<Record<string, UnifiedCategory>>
  /**
   * Columns of parts beside the metrics of the plugin, in its wide views of the tenant as a whole: `{ spend_by_platform: { of: 'spend', by: 'platform' } }`
   * is `{"google": 12, "meta": 5}` as `jsonb`.
   */
  readonly parts?: Readonly<Record<string, UnifiedParts>>
  /**
   * Names under `publish` of the server door that stand in the schema `entity` too; or by their name there, `{ features: 'known_features' }`. They
   * read tables of the plugin and of core, and hold nothing that tells who a person is.
   */
  readonly views?: readonly string[] | Readonly<Record<string, string>>
}
