/** `saas_metrics.subscription_terms`: a span of time in which a subscription is worth the same a month. */
export interface TermRow {
  readonly tenant_id: string
  readonly subscription_id: string
  readonly account_id: string
  readonly plan_tier: string | null
  readonly currency: string
  readonly starts_at: Date
  readonly ends_at: Date | null
  /** In the currency of the tenant. */
  readonly mrr: number
}

/** `saas_metrics.subscription_profits`: the same span, with what is left of the MRR after the costs of the service. */
export interface ProfitRow extends Omit<TermRow, 'currency' | 'mrr'> {
  readonly gross_profit: number
}

/** `saas_metrics.mrr_movements`: a change of the MRR of an account. */
export interface MovementRow {
  readonly tenant_id: string
  readonly account_id: string
  readonly occurred_at: Date
  readonly currency: string
  readonly movement_type: 'new' | 'expansion' | 'contraction' | 'churn' | 'reactivation' | 'currency'
  readonly delta_mrr: number
  readonly mrr_after: number
  readonly plan_tier: string | null
  readonly reason: string | null
}

/** `saas_metrics.paying_customers`: a span of time in which an account has MRR. */
export interface CustomerRow {
  readonly tenant_id: string
  readonly account_id: string
  /** 1 for the first time it paid. */
  readonly spell: number
  readonly started_at: Date
  readonly ended_at: Date | null
}

/** `saas_metrics.year_on_year`: MRR of an account beside that of 12 months before. */
export interface YearRow {
  readonly tenant_id: string
  readonly account_id: string
  readonly starts_at: Date
  readonly ends_at: Date | null
  readonly mrr_before: number
  readonly mrr_kept: number
  /** Kept, without what it gained. */
  readonly mrr_held: number
}

/** `saas_metrics.renewals`: a contract that comes up for renewal, and what became of it. */
export interface RenewalRow {
  readonly tenant_id: string
  readonly renewal_id: string
  readonly account_id: string
  readonly due_date: Date
  readonly amount_up: number
  readonly amount_renewed: number | null
  readonly outcome: 'pending' | 'renewed' | 'downgraded' | 'churned'
}

/** `saas_metrics.revenue_ages`: MRR of an account so many months after it began to pay. */
export interface AgeRow {
  readonly tenant_id: string
  readonly account_id: string
  readonly started_at: Date
  readonly age: number
  readonly reached_at: Date
  readonly mrr_first: number
  readonly mrr: number
}

/** `saas_metrics.signup_steps`: a user, and how far they came. */
export interface SignupStepsRow {
  readonly tenant_id: string
  readonly user_id: string
  readonly account_id: string | null
  readonly created_at: Date
  readonly has_profile: boolean
  readonly has_called: boolean
  readonly has_all: boolean
}

/** `saas_metrics.signups`: the same, and whether in time. */
export interface SignupRow extends SignupStepsRow {
  /** End of the time for activation. */
  readonly ready_at: Date
  readonly is_activated: boolean
}

/** `saas_metrics.paying_users`: a span of time in which a user belongs to a paying customer. */
export interface PayingUserRow {
  readonly tenant_id: string
  readonly user_id: string
  readonly account_id: string
  readonly spell: number
  readonly starts_at: Date
  readonly ends_at: Date | null
}

/** `saas_metrics.usage_logs`: a request, or several alike. */
export interface UsageRow {
  readonly tenant_id: string
  readonly log_id: string
  readonly occurred_at: Date
  readonly user_id: string | null
  readonly account_id: string | null
  readonly endpoint: string
  readonly method: string
  readonly status_code: number
  readonly response_time_ms: number | null
  readonly requests: number
}

/** `saas_metrics.error_logs`: an error of the service. */
export interface ErrorRow {
  readonly tenant_id: string
  readonly error_id: string
  readonly occurred_at: Date
  readonly user_id: string | null
  readonly account_id: string | null
  readonly error_type: string
  readonly error_message: string | null
  readonly endpoint: string | null
  readonly severity: string
}

/** `saas_metrics.service_times`: a span of time in which the health of a service is known. */
export interface ServiceTimeRow {
  readonly tenant_id: string
  readonly service_name: string
  readonly starts_at: Date
  readonly status: 'healthy' | 'degraded' | 'down'
  readonly seconds: number
}

/** `saas_metrics.agent_sessions`: a conversation with an agent. */
export interface AgentSessionRow {
  readonly tenant_id: string
  readonly session_id: string
  readonly user_id: string | null
  readonly account_id: string | null
  readonly agent_id: string | null
  readonly started_at: Date
  readonly messages_count: number | null
}
