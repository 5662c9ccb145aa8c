/** What a plugin gives to the unified layer, which BI tools and programs read as SQL, beside all its metrics. */
export interface UnifiedSpec {
  /**
   * Dimension whose values the rows are about, as `core.account` or an own one: metrics that have it are kept for each value and day, the
   * others, and all without this field, for the tenant as a whole.
   */
  readonly entity?: string
  /**
   * Names under `publish` of the server door that stand in the schema `entity` too; or by their name there, `{ features: 'known_features' }`. They
   * read tables of the plugin and of core, and hold nothing that tells who a person is.
   */
  readonly views?: readonly string[] | Readonly<Record<string, string>>
}
