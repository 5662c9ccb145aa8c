/** Dimensions of the user and account behind every integration event, connection and chat. */
export const people = [
  'core.segment',
  'core.plan_tier',
  'core.industry',
  'core.region',
  'core.country',
  'core.subscription_tier',
  'core.user_role',
] as const

export const byProvider = ['provider', ...people] as const

export const owner = 'Integrations'
