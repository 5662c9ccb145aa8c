import { dimension, type DimensionSpec } from '@tessera/plugin-api'

const tiers = { free: 'Free', pro: 'Pro', workflow: 'Workflow', enterprise: 'Enterprise' }

/**
 * Dimensions of core's own entities, accounts and users: any fact joined to them has these. `period` is of no fact: metrics of
 * a retention by period have it.
 */
export const coreDimensions: Readonly<Record<string, DimensionSpec>> = {
  segment: dimension({
    title: 'Segment',
    description: 'Segment of the account',
    labels: { enterprise: 'Enterprise', mid_market: 'Mid-market', smb: 'Small business' },
  }),
  plan_tier: dimension({ title: 'Plan tier', description: 'Plan of the account', labels: tiers }),
  industry: dimension({ title: 'Industry', description: 'Industry of the account' }),
  region: dimension({ title: 'Region', description: 'Region of the account' }),
  country: dimension({ title: 'Country', description: 'Country of the account' }),
  subscription_tier: dimension({ title: 'Subscription tier', description: 'Subscription of the user', labels: tiers }),
  user_role: dimension({
    title: 'User role',
    description: 'Role of the user',
    labels: { admin: 'Admin', member: 'Member', viewer: 'Viewer' },
  }),
  period: dimension({
    title: 'Period',
    description: 'Periods since the cohort began, of metrics of retention by period',
    type: 'number',
  }),
}
