/** Values that columns of the tables and dimensions have in common, with their readable names. */

export const statuses = {
  trialing: 'Trial',
  active: 'Active',
  past_due: 'Past due',
  unpaid: 'Unpaid',
  paused: 'Paused',
  incomplete: 'Incomplete',
  canceled: 'Cancelled',
} as const

export const intervals = { day: 'Day', week: 'Week', month: 'Month', year: 'Year' } as const

export const discounts = { forever: 'For ever', repeating: 'For some time', once: 'Once' } as const

export const outcomes = {
  pending: 'Pending',
  renewed: 'Renewed',
  downgraded: 'Downgraded',
  churned: 'Churned',
} as const

export const invoiceStatuses = {
  draft: 'Draft',
  open: 'Open',
  paid: 'Paid',
  void: 'Void',
  uncollectible: 'Uncollectible',
} as const

export const health = { healthy: 'Healthy', degraded: 'Degraded', down: 'Down' } as const

export const severities = { info: 'Info', warning: 'Warning', error: 'Error', critical: 'Critical' } as const

export const activations = {
  profile_completed: 'Profile completed',
  first_api_call: 'First API call',
  first_agent_session: 'First agent session',
} as const

export const revenueEvents = {
  subscription_started: 'Subscription started',
  subscription_changed: 'Subscription changed',
  subscription_canceled: 'Subscription cancelled',
  payment_succeeded: 'Payment',
  payment_failed: 'Payment failed',
  refund: 'Refund',
} as const

export const movementTypes = {
  new: 'New',
  expansion: 'Expansion',
  reactivation: 'Reactivation',
  contraction: 'Contraction',
  churn: 'Churn',
  currency: 'Exchange rates',
} as const

/** The keys of such a list, as `z.enum` takes them. */
export function keysOf<const List extends Readonly<Record<string, string>>>(
  list: List,
): [keyof List & string, ...(keyof List & string)[]] {
  return Object.keys(list) as [keyof List & string, ...(keyof List & string)[]]
}
