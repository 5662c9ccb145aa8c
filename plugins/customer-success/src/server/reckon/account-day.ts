import type { HealthPart } from '../../score/health-of.ts'
import type { HealthSegment } from '../../score/segment-of.ts'
import type { RiskPart } from '../../score/risk-of.ts'
import type { accountStatuses, riskLevels } from '../../choices.ts'

/** `customer_success.health_metrics`: the scores of an account on a day, and what they are made of. */
export interface HealthRow {
  readonly account_id: string
  readonly metric_date: string
  readonly overall_health_score: number | null
  readonly product_usage: number | null
  readonly support: number | null
  readonly engagement: number | null
  readonly business: number | null
  readonly coverage: number
  readonly segment: HealthSegment | null
  readonly parts: readonly HealthPart[]
  readonly churn_risk_score: number | null
  readonly health_decline: number | null
  readonly engagement_reduction: number | null
  readonly business_risk: number | null
  readonly competitive_threats: number | null
  readonly indicators: readonly RiskPart[]
  readonly model_version: string
}

/** `customer_success.account_daily`: one wide row of an account's day. */
export interface DailyRow {
  readonly account_id: string
  readonly metric_date: string
  readonly account: string
  readonly csm: string | null
  readonly status: keyof typeof accountStatuses
  readonly segment: HealthSegment | null
  readonly risk_level: keyof typeof riskLevels | null
  readonly customer_health_score: number | null
  readonly churn_risk_score: number | null
  readonly composite_success_score: number | null
  readonly health_trend_30d: number | null
  readonly monthly_active_users: number | null
  readonly licensed_users: number | null
  readonly activated_users: number | null
  readonly engagement_points: number | null
  readonly features_adopted: number | null
  readonly core_features_adopted: number | null
  readonly core_features_entitled: number | null
  readonly support_tickets_30d: number | null
  readonly tickets_resolved_30d: number | null
  readonly tickets_done_30d: number | null
  readonly resolution_hours_30d: number | null
  readonly csat_good: number | null
  readonly csat_responses: number | null
  readonly active_device_count: number | null
  readonly device_health_score: number | null
  readonly volume_processed_30d: number | null
  readonly current_mrr: number | null
  readonly previous_month_mrr: number | null
  readonly success_driven_expansion: number | null
  readonly days_since_engagement: number | null
  readonly last_engagement_on: string | null
}

/** `customer_success.segment_changes`: an account that came into another segment. */
export interface ChangeRow {
  readonly account_id: string
  readonly changed_on: string
  readonly from_segment: HealthSegment
  readonly to_segment: HealthSegment
  /** Out of `at_risk` or `critical`, and into one of them. */
  readonly is_recovery: boolean
  readonly is_decline: boolean
  /** Of a recovery: for how many days the account had been at risk. */
  readonly days_at_risk: number | null
}
