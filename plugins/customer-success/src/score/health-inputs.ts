/** Where an input is worth 0, 50 and 100 points; straight lines lie between. */
export type Goalposts = readonly [zero: number, fifty: number, hundred: number]

interface HealthInput {
  readonly title: string
  readonly group: HealthGroup
  /** What the value is counted in, for who reads it. */
  readonly unit: 'days' | 'share' | 'times' | 'tickets' | 'hours' | 'meetings' | 'points'
  readonly goalposts: Goalposts
}

/** The four groups of the health score, with the weights they have unless a tenant sets others. */
export const healthGroups = {
  product_usage: { title: 'Product usage', weight: 0.4 },
  support: { title: 'Support', weight: 0.25 },
  engagement: { title: 'Engagement', weight: 0.2 },
  business: { title: 'Business', weight: 0.15 },
} as const

/** One of `healthGroups`. */
export type HealthGroup = keyof typeof healthGroups

/** What the health score is made of: four inputs to a group. */
export const healthInputs = {
  login_frequency: {
    title: 'Active days of a user in 30 days',
    group: 'product_usage',
    unit: 'days',
    goalposts: [0, 5, 15],
  },
  feature_adoption: {
    title: 'Core features adopted',
    group: 'product_usage',
    unit: 'share',
    goalposts: [0, 0.4, 0.8],
  },
  session_duration: {
    title: 'Session length beside the 90 days before',
    group: 'product_usage',
    unit: 'times',
    goalposts: [0.3, 0.7, 1.1],
  },
  user_activity: { title: 'Seats in use', group: 'product_usage', unit: 'share', goalposts: [0, 0.35, 0.75] },
  ticket_volume: {
    title: 'Tickets of 100 users in 30 days',
    group: 'support',
    unit: 'tickets',
    goalposts: [20, 8, 1],
  },
  ticket_severity: { title: 'Urgent and high tickets', group: 'support', unit: 'share', goalposts: [0.8, 0.4, 0.1] },
  resolution_time: { title: 'Median time to resolution', group: 'support', unit: 'hours', goalposts: [96, 36, 8] },
  satisfaction: { title: 'Good ratings', group: 'support', unit: 'share', goalposts: [0.4, 0.7, 0.95] },
  meeting_frequency: { title: 'Meetings in 90 days', group: 'engagement', unit: 'meetings', goalposts: [0, 2, 6] },
  response_rate: {
    title: 'Mails answered within 3 days',
    group: 'engagement',
    unit: 'share',
    goalposts: [0, 0.5, 0.9],
  },
  outcome_quality: {
    title: 'Positive less negative outcomes',
    group: 'engagement',
    unit: 'share',
    goalposts: [-0.5, 0.1, 0.8],
  },
  stakeholder_participation: {
    title: 'Stakeholders who took part',
    group: 'engagement',
    unit: 'share',
    goalposts: [0, 0.3, 0.7],
  },
  contract_value: {
    title: 'Change of revenue in a year',
    group: 'business',
    unit: 'share',
    goalposts: [-0.5, 0, 0.25],
  },
  payment_history: { title: 'Invoices paid in time', group: 'business', unit: 'share', goalposts: [0.5, 0.85, 1] },
  expansion_opportunities: { title: 'Expansion index', group: 'business', unit: 'points', goalposts: [0, 40, 80] },
  renewal_likelihood: { title: 'Renewal', group: 'business', unit: 'points', goalposts: [0, 50, 100] },
} as const satisfies Readonly<Record<string, HealthInput>>

/** One of `healthInputs`. */
export type HealthInputName = keyof typeof healthInputs

/** Names of all inputs, in their order. */
export const healthInputNames = Object.keys(healthInputs) as readonly HealthInputName[]
