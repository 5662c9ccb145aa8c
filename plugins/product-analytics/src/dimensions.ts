import { dimension } from '@tessera/plugin-api'

/** What product metrics can be broken down by. */
export const dimensions = {
  platform: dimension({
    title: 'Platform',
    description: 'Where the product was used.',
    labels: { desktop: 'Desktop', mobile: 'Mobile', tablet: 'Tablet', api: 'API', other: 'Other' },
  }),
  release: dimension({
    title: 'Release',
    description: 'Version of the product that was used.',
    labels: { unknown: 'Unknown' },
  }),
  feature: dimension({ title: 'Feature', description: 'Part of the product, under the name events give it.' }),
  activity: dimension({
    title: 'Activity',
    description: 'How often somebody was active in the 30 days before. What is often is a setting.',
    labels: { power: 'Power', regular: 'Regular', casual: 'Casual', one_off: 'One day', dormant: 'Dormant' },
  }),
  active_days: dimension({
    title: 'Active days',
    description: 'On how many of the 30 days before somebody was active.',
    type: 'number',
  }),
} as const

/** Dimensions of the user and account behind everything. */
export const people = [
  'core.segment',
  'core.plan_tier',
  'core.industry',
  'core.region',
  'core.country',
  'core.subscription_tier',
  'core.user_role',
] as const

export const byPlatform = ['platform', 'release', ...people] as const

export const owner = 'Product'
