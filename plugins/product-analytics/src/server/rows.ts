/** `product_analytics.sessions`: use of the product without a pause longer than the idle time. */
export interface SessionRow {
  readonly tenant_id: string
  /** Id of its first event. */
  readonly session_id: string
  readonly user_id: string
  readonly account_id: string | null
  readonly started_at: Date
  readonly ended_at: Date
  readonly active_seconds: number
  readonly platform: string
  readonly release: string
  readonly errored: boolean
  readonly crashed: boolean
}

/** `product_analytics.active_days`: sessions that began on a day of the tenant's zone, added up. */
export interface ActiveDayRow {
  readonly tenant_id: string
  /** `events`, or the tool the row was imported from. */
  readonly source: string
  readonly user_id: string
  readonly active_date: Date
  readonly platform: string
  readonly release: string
  readonly account_id: string | null
  readonly sessions: number
  readonly active_seconds: number
  readonly errored_sessions: number
  readonly crashed_sessions: number
}

/** `product_analytics.people`: everybody who was ever active. */
export interface PersonRow {
  readonly tenant_id: string
  readonly user_id: string
  readonly account_id: string | null
  readonly first_active_date: Date
  /** Always null: nobody who was ever active ceases to count. */
  readonly gone_on: Date | null
}

/** `product_analytics.newcomers`: the same, dated by the day on which the days 27 to 33 after the first are over. */
export interface NewcomerRow {
  readonly tenant_id: string
  readonly user_id: string
  readonly account_id: string | null
  readonly matured_on: Date
  readonly is_back: boolean
}

/** What decides whether a user could use a feature at all. */
export interface Entitled {
  /** Smallest plan that has the feature, null where all have it. */
  readonly min_tier: string | null
  /** Plan of the user, null where nobody told. */
  readonly tier: string | null
}

/** `product_analytics.feature_uses`: a feature that a user used on a day. */
export interface FeatureUseRow extends Entitled {
  readonly tenant_id: string
  readonly source: string
  readonly user_id: string
  readonly feature: string
  readonly active_date: Date
  readonly account_id: string | null
}

/** `product_analytics.feature_chances`: a feature beside somebody who was ever active, used or not. */
export interface FeatureChanceRow extends Entitled {
  readonly tenant_id: string
  readonly user_id: string
  readonly feature: string
  readonly account_id: string | null
  readonly first_active_date: Date
  readonly gone_on: Date | null
}

/** `product_analytics.release_users`: somebody active in the 7 days from a release on. */
export interface ReleaseUserRow {
  readonly tenant_id: string
  readonly release: string
  readonly user_id: string
  readonly account_id: string | null
  /** The day on which the 7 days are over. */
  readonly matured_on: Date
  /** Smallest plans that have its features; null where all have one. */
  readonly min_tiers: readonly (string | null)[]
  readonly tier: string | null
  readonly has_adopted: boolean
}
