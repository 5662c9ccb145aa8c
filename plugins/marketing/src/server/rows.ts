interface OfCampaign {
  readonly tenant_id: string
  readonly campaign_id: string
  readonly metric_date: Date
  readonly campaign: string | null
  readonly platform: string | null
  readonly channel: string | null
}

/** `marketing.campaign_spend`: what a campaign spent on a day. */
export interface SpendRow extends OfCampaign {
  readonly spend: number
  readonly impressions: number | null
  readonly clicks: number | null
  /** The campaign ran on that day. */
  readonly is_active: boolean
  /** A budget of the campaign holds for that day. */
  readonly has_budget: boolean
}

/** `marketing.budget_days`: the part of a budget that falls on a day. */
export interface BudgetRow extends OfCampaign {
  readonly period_start: Date
  readonly budget: number
}

/** `marketing.cost_days`: the part of a cost that falls on a day. */
export interface CostRow {
  readonly tenant_id: string
  readonly cost_id: string
  readonly metric_date: Date
  readonly cost_kind: string
  readonly cost: number
}

/** `marketing.lead_stages`: a lead, and when it reached each stage. */
export interface LeadRow {
  readonly tenant_id: string
  readonly lead_id: string
  readonly account_id: string | null
  readonly channel: string | null
  readonly campaign: string | null
  readonly platform: string | null
  readonly lead_score: number | null
  readonly score_band: string | null
  readonly created_at: Date
  readonly mql_at: Date | null
  readonly sql_at: Date | null
  readonly opportunity_at: Date | null
  readonly customer_at: Date | null
}

/** `marketing.lead_qualifications` and `lead_acceptances`: a lead, and whether it came a stage further in time. */
export interface ConversionRow extends LeadRow {
  /** From then on it is known. */
  readonly known_at: Date | null
  readonly is_converted: boolean
}

/** `marketing.visits`: a visit, or several alike. */
export interface VisitRow {
  readonly tenant_id: string
  readonly session_id: string
  readonly started_at: Date
  readonly channel: string | null
  readonly landing_page: string | null
  readonly device_type: string
  readonly page_views: number
  readonly engaged_seconds: number
  readonly key_events: number
  readonly sessions: number
}

/** `marketing.campaign_mails`: mails that a campaign sent on a day. */
export interface MailRow {
  readonly tenant_id: string
  readonly campaign_id: string
  readonly campaign: string | null
  readonly metric_date: Date
  readonly sent: number
  readonly delivered: number
  readonly unique_opens: number
  readonly machine_opens: number
  readonly unique_clicks: number
  readonly unsubscribes: number
}

/** `marketing.social_daily`: a day in a social network. */
export interface SocialRow {
  readonly tenant_id: string
  readonly network: string
  readonly metric_date: Date
  readonly impressions: number
  readonly reach: number | null
  readonly engagements: number
  readonly followers: number | null
}

/** `marketing.brand_waves`: what a group answered in a wave, and until when that stands. */
export interface BrandRow {
  readonly tenant_id: string
  readonly wave: Date
  readonly segment: string
  readonly respondents: number
  readonly unaided: number
  readonly aided: number
  readonly until: Date | null
}

/** `marketing.named_touches`: a contact of a lead. */
export interface TouchRow {
  readonly tenant_id: string
  readonly touchpoint_id: string
  readonly lead_id: string
  readonly account_id: string | null
  readonly channel: string
  readonly campaign: string | null
  readonly platform: string | null
  readonly occurred_at: Date
}

/** `marketing.attribution_credits`: what a touch of a won deal is credited; one without a touch where none is known. */
export interface CreditRow {
  readonly tenant_id: string
  readonly opportunity_id: string
  readonly touchpoint_id: string
  readonly account_id: string | null
  readonly channel: string | null
  readonly campaign: string | null
  readonly platform: string | null
  readonly occurred_at: Date | null
  readonly closed_at: Date
  readonly credit: number
  readonly revenue: number | null
}

/** `marketing.deal_journeys`: a won deal, and how many touches led to it. */
export interface JourneyRow {
  readonly tenant_id: string
  readonly opportunity_id: string
  readonly account_id: string | null
  readonly closed_at: Date
  readonly amount: number | null
  readonly touches: number
}
