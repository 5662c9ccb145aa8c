/** What rows of deals have in common. */
interface Deal {
  readonly tenant_id: string
  readonly opportunity_id: string
  readonly account_id: string | null
  readonly rep: string
  readonly team: string | null
  readonly deal_type: string
  readonly source: string | null
}

/** `sales.deals`: one deal as it stands. */
export interface DealRow extends Deal {
  readonly deal: string
  readonly status: string
  readonly created_at: Date
  readonly closed_at: Date | null
  /** In the currency of the tenant; null where no rate is known. */
  readonly value: number | null
}

/** `sales.deal_reach`: the same with how far it came. */
export interface ReachRow extends DealRow {
  readonly furthest: number
}

/** `sales.closed_deals`: a deal that was won or lost. */
export interface ClosedRow extends Omit<DealRow, 'status' | 'closed_at'> {
  readonly closed_at: Date
  readonly lost_reason: string | null
  readonly is_won: boolean
  readonly is_qualified: boolean
  readonly cycle_days: number
}

/** `sales.pipeline_spells`: a span of time in which an open deal was the same. */
export interface SpellRow extends Deal {
  readonly deal: string
  readonly stage: string | null
  readonly starts_at: Date
  readonly ends_at: Date | null
  readonly stage_since: Date
  readonly value: number | null
  readonly expected_close_date: string | null
  readonly timezone: string
}

/** `sales.weighted_pipeline`: the same with what the stages of the settings say. */
export interface WeightedRow extends SpellRow {
  readonly position: number | null
  readonly weighted_value: number | null
}

/** `sales.stalling_pipeline`: the same with the moment from which on it is stalled. */
export interface StallingRow extends SpellRow {
  readonly stalls_at: Date | null
}

/** `sales.stage_visits`: a time a deal was in a stage. */
export interface VisitRow extends Deal {
  readonly visit: number
  readonly stage: string | null
  readonly entered_at: Date
  readonly left_at: Date | null
  readonly days: number | null
}

/** `sales.stage_moves`: a time it left one. */
export interface MoveRow extends VisitRow {
  readonly went_on: boolean
}

/** `sales.closing_pipeline` and `sales.bookings`: money within a quota period. */
export interface PeriodDealRow {
  readonly tenant_id: string
  readonly opportunity_id: string
  readonly rep: string
  readonly team: string | null
  readonly deal_type: string
  readonly value: number | null
  readonly starts_at: Date
  readonly ends_at: Date
}

/** `sales.quota_days`, `sales.quota_steps` and `sales.quota_periods`. */
export interface QuotaRow {
  readonly tenant_id: string
  readonly rep_id: string
  readonly rep: string
  readonly team: string | null
  readonly period_start: string
  readonly day: string
  readonly amount: number
  readonly starts_at: Date
  readonly ends_at: Date
}

/** `sales.named_activities`: a call, mail or meeting. */
export interface ActivityRow {
  readonly tenant_id: string
  readonly activity_id: string
  readonly rep: string
  readonly team: string | null
  readonly account_id: string | null
  readonly type: string
  readonly completed: boolean
  readonly occurred_at: Date
}

/** What rows of other plugins are told with: who of sales they belong to. */
interface OfRep {
  readonly tenant_id: string
  readonly account_id: string | null
  readonly rep: string | null
  readonly team: string | null
}

/** `sales.rep_leads`: a lead that marketing qualified. */
export interface RepLeadRow extends OfRep {
  readonly lead_id: string
  readonly channel: string | null
  readonly mql_at: Date
}

/** `sales.rep_acceptances`: such a lead, from when on it is known whether sales accepted it in time. */
export interface RepAcceptanceRow extends Omit<RepLeadRow, 'mql_at'> {
  readonly known_at: Date
  readonly is_converted: boolean
}

/** `sales.rep_renewals`: a contract that came up for renewal. */
export interface RepRenewalRow extends OfRep {
  readonly renewal_id: string
  readonly due_date: Date
  readonly amount_up: number
  readonly amount_renewed: number | null
  readonly outcome: string
}
