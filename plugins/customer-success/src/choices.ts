/** Values that columns of the tables and dimensions have in common, with their readable names. */

export const engagementTypes = {
  meeting: 'Meeting',
  call: 'Call',
  email: 'E-mail',
  demo: 'Demo',
  training: 'Training',
} as const

export const outcomes = {
  positive: 'Positive',
  neutral: 'Neutral',
  negative: 'Negative',
  action_required: 'Action required',
} as const

export const healthSegments = {
  healthy: 'Healthy',
  moderate: 'Moderate',
  at_risk: 'At risk',
  critical: 'Critical',
} as const

export const accountStatuses = { active: 'Active', at_risk: 'At risk', churned: 'Churned' } as const

export const riskLevels = { low: 'Low', medium: 'Medium', high: 'High' } as const

export const goalStatuses = { open: 'Open', completed: 'Completed', missed: 'Missed', cancelled: 'Cancelled' } as const

export const signalTypes = {
  competitor_mention: 'Competitor mentioned',
  feature_request: 'Feature a competitor has',
  pricing_discussion: 'Price discussed',
  budget_constraint: 'Budget constrained',
  support_escalation: 'Support escalated',
} as const

export const interventionOutcomes = { improved: 'Improved', unchanged: 'Unchanged', worsened: 'Worsened' } as const

/** The keys of such a list, as `z.enum` takes them. */
export function keysOf<const List extends Readonly<Record<string, unknown>>>(
  list: List,
): [keyof List & string, ...(keyof List & string)[]] {
  return Object.keys(list) as [keyof List & string, ...(keyof List & string)[]]
}
