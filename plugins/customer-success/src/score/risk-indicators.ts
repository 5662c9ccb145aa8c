/** From which value on an indicator says something, and at which it says all it can. */
export type Ramp = readonly [none: number, full: number]

interface RiskIndicator {
  readonly title: string
  readonly group: RiskGroup
  readonly unit: 'share' | 'count' | 'days' | 'strength'
  readonly ramp: Ramp
}

/** The four groups of the churn risk index, with the weights they have unless a tenant sets others. */
export const riskGroups = {
  health_decline: { title: 'Health decline', weight: 0.3 },
  engagement_reduction: { title: 'Engagement reduction', weight: 0.25 },
  business_risk: { title: 'Business risk', weight: 0.25 },
  competitive_threats: { title: 'Competitive threats', weight: 0.2 },
} as const

/** One of `riskGroups`. */
export type RiskGroup = keyof typeof riskGroups

/** What the churn risk index is made of: three indicators to a group. */
export const riskIndicators = {
  declining_login_frequency: {
    title: 'Users log in less',
    group: 'health_decline',
    unit: 'share',
    ramp: [0, -0.5],
  },
  reduced_feature_usage: { title: 'Core features used less', group: 'health_decline', unit: 'share', ramp: [0, -0.5] },
  support_escalations: { title: 'Escalations in 90 days', group: 'health_decline', unit: 'count', ramp: [0, 3] },
  missed_meetings: { title: 'Missed meetings in 90 days', group: 'engagement_reduction', unit: 'count', ramp: [0, 3] },
  delayed_responses: { title: 'Median days to an answer', group: 'engagement_reduction', unit: 'days', ramp: [1, 10] },
  negative_outcomes: { title: 'Negative outcomes', group: 'engagement_reduction', unit: 'share', ramp: [0, 0.5] },
  contract_approaching_renewal: {
    title: 'Days to the renewal',
    group: 'business_risk',
    unit: 'days',
    ramp: [120, 15],
  },
  payment_delays: { title: 'Days an invoice is overdue', group: 'business_risk', unit: 'days', ramp: [0, 45] },
  budget_constraints: { title: 'Budget constrained', group: 'business_risk', unit: 'strength', ramp: [0, 1] },
  competitor_mentions: { title: 'Competitors mentioned', group: 'competitive_threats', unit: 'strength', ramp: [0, 1] },
  feature_requests: {
    title: 'Features competitors have',
    group: 'competitive_threats',
    unit: 'strength',
    ramp: [0, 1],
  },
  pricing_discussions: { title: 'Prices discussed', group: 'competitive_threats', unit: 'strength', ramp: [0, 1] },
} as const satisfies Readonly<Record<string, RiskIndicator>>

/** One of `riskIndicators`. */
export type RiskIndicatorName = keyof typeof riskIndicators

/** Names of all indicators, in their order. */
export const riskIndicatorNames = Object.keys(riskIndicators) as readonly RiskIndicatorName[]
