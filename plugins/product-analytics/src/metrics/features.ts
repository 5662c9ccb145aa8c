import { metric } from '@tessera/plugin-api'
import { owner, people } from '../dimensions.ts'

const shared = { direction: 'up', tier: 2, dimensions: ['feature', ...people], owner } as const
const eligible = 'Users whose plan does not have the feature are left out on both sides.'

/** Metrics of features and releases. */
export const featureMetrics = {
  feature_users: metric({
    ...shared,
    title: 'Users of features',
    description: 'Users who used a feature in the period. In the total a user of several features counts once.',
    unit: 'count',
  }),
  avg_features_used_per_user: metric({
    ...shared,
    title: 'Features per user',
    description: 'Different features each active user used in the period, on the average; who used none counts as 0.',
    unit: 'count',
    dimensions: people,
  }),
  feature_adoption: metric({
    ...shared,
    title: 'Feature adoption',
    description: `Of the users active in the period, the part that used the feature in it. ${eligible}`,
    rules: ['tiers'],
    unit: 'ratio',
    tier: 1,
  }),
  feature_release_adoption_7d: metric({
    ...shared,
    title: 'Adoption of releases in 7 days',
    description: `Of the users active in the 7 days from a release on, the part that used one of its features in them. Counts on the day the 7 days are over. ${eligible}`,
    rules: ['tiers'],
    unit: 'ratio',
    dimensions: ['release', ...people],
  }),
} as const
