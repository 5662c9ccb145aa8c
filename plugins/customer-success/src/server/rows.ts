import type { DailyRow } from './reckon/account-day.ts'

/** What rows of views say of the account. */
interface OfAccount {
  readonly tenant_id: string
  readonly account_id: string
  readonly account: string | null
  readonly csm: string | null
}

/** `customer_success.account_daily`, as far as metrics read it: what is reckoned of an account's day. */
export interface AccountDayRow
  extends OfAccount, Omit<DailyRow, keyof OfAccount | 'metric_date' | 'status' | 'last_engagement_on'> {
  readonly metric_date: Date
  readonly status: string
}

/** `customer_success.named_coverage`: how much of a health score is known. */
export interface CoverageRow extends OfAccount {
  readonly metric_date: Date
  readonly coverage: number
}

/** `customer_success.named_changes`: accounts that came into another segment. */
export interface ChangeRow extends OfAccount {
  readonly changed_on: Date
  readonly from_segment: string
  readonly to_segment: string
  readonly is_recovery: boolean
  readonly is_decline: boolean
  readonly days_at_risk: number | null
}

/** `customer_success.benchmarks`. */
export interface BenchmarkRow {
  readonly tenant_id: string
  readonly metric: string
  readonly industry: string
  readonly period_start: Date
  readonly value: number
}

/** `customer_success.named_engagements`. */
export interface EngagementRow extends OfAccount {
  readonly engagement_id: string
  readonly team_member: string | null
  readonly type: string
  readonly outcome: string | null
  readonly subject: string | null
  readonly scheduled_at: Date | null
  readonly completed_at: Date | null
  readonly missed: boolean
  readonly replied_at: Date | null
  readonly inbound_at: Date | null
  readonly responded_at: Date | null
  readonly happened_at: Date
}

/** `customer_success.engagement_effects`. */
export interface EffectRow extends EngagementRow {
  readonly health_change: number | null
}

/** `customer_success.named_stakeholders`. */
export interface StakeholderRow extends OfAccount {
  readonly stakeholder_id: string
  readonly role: string
  readonly is_decision_maker: boolean
  readonly is_champion: boolean
  readonly created_at: Date
  readonly left_at: Date | null
}

/** `customer_success.participations`. */
export interface ParticipationRow extends OfAccount {
  readonly stakeholder_id: string
  readonly engagement_id: string
  readonly role: string
  readonly is_decision_maker: boolean
  readonly left_at: Date | null
  readonly happened_at: Date
}

/** `customer_success.named_goals`. */
export interface GoalRow extends OfAccount {
  readonly goal_id: string
  readonly status: string
  readonly due_on: Date | null
  readonly completed_on: Date | null
}

/** `customer_success.first_values`. */
export interface FirstValueRow extends OfAccount {
  readonly reached_at: Date
  readonly days: number
}

/** `customer_success.named_signals`. */
export interface SignalRow extends OfAccount {
  readonly signal_id: string
  readonly signal_type: string
  readonly strength: number
  readonly occurred_at: Date
}

/** `customer_success.judged_interventions`. */
export interface InterventionRow extends OfAccount {
  readonly intervention_id: string
  readonly playbook: string
  readonly outcome: string | null
  readonly cost: number | null
  readonly opened_at: Date
  readonly closed_at: Date | null
  readonly risk_first: number | null
  readonly risk_later: number | null
  readonly is_success: boolean | null
  /** What the account pays more in a year than accounts of like risk would. */
  readonly gain: number | null
}

/** `customer_success.activities`. */
export interface ActivityRow extends OfAccount {
  readonly activity_id: string
  readonly happened_at: Date
  readonly kind: string
  readonly activity: string
}
