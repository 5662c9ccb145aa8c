import { dimension, type DimensionSpec } from '@tessera/plugin-api'

/** Dimensions of core's own entities, accounts and users: any fact joined to them has these. */
export const coreDimensions: Readonly<Record<string, DimensionSpec>> = {
  segment: dimension({ title: 'Segment', description: 'Segment of the account' }),
  plan_tier: dimension({ title: 'Plan tier', description: 'Plan of the account' }),
  industry: dimension({ title: 'Industry', description: 'Industry of the account' }),
  region: dimension({ title: 'Region', description: 'Region of the account' }),
  country: dimension({ title: 'Country', description: 'Country of the account' }),
  subscription_tier: dimension({ title: 'Subscription tier', description: 'Subscription of the user' }),
  user_role: dimension({ title: 'User role', description: 'Role of the user' }),
}
