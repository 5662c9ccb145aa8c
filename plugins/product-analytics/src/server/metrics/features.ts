import { count, distinct, fixture, ratio, snapshot } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { isEntitled, isEntitledToRelease, wasActive } from '../conditions.ts'
import { activeDays as fact, featureChances, featureUses, releaseUsers } from '../facts.ts'
import { activeDay, activeDays, asOf, featureDay, october } from '../fixture-rows.ts'

/** What is used. */
export const featureFormulas = {
  feature_users: distinct(featureUses, 'user_id'),
  avg_features_used_per_user: ratio(
    distinct(featureUses, () => sql`user_id::text || feature`),
    distinct(fact, 'user_id'),
  ),
  feature_adoption: ratio(
    distinct(featureUses, 'user_id', { where: isEntitled() }),
    snapshot(featureChances, 'count', {
      where: (eb, bounds) => eb.and([wasActive(eb, bounds), isEntitled()(eb, bounds)]),
    }),
  ),
  feature_release_adoption_7d: ratio(
    count(releaseUsers, {
      where: (eb, bounds) => eb.and([eb('has_adopted', '=', true), isEntitledToRelease(eb, bounds)]),
    }),
    count(releaseUsers, { where: isEntitledToRelease }),
  ),
}

const tiered = (user: string, tier: string) => ({
  user_id: user,
  subscription_tier: tier,
  created_at: '2026-01-01T00:00:00Z',
})
const rows = {
  'core.users': [tiered('ada', 'enterprise'), tiered('bob', 'free'), tiered('cleo', 'pro')],
  'product_analytics.features': [
    { feature: 'search', title: 'Search', is_core: true },
    { feature: 'audit', title: 'Audit', is_core: false, min_tier: 'workflow' },
  ],
  'product_analytics.active_days': [
    ...activeDays('ada', '10-05', '10-12'),
    ...activeDays('bob', '10-05'),
    ...activeDays('cleo', '10-11'),
  ],
  'product_analytics.feature_days': [
    featureDay('ada', 'search', '10-05'),
    featureDay('ada', 'audit', '10-12'),
    featureDay('bob', 'search', '10-05'),
  ],
}
const released = {
  ...rows,
  'product_analytics.releases': [{ release: '2.0', released_on: '2026-10-05' }],
  'product_analytics.release_features': [{ release: '2.0', feature: 'search' }],
}

/** Worked examples of them. */
export const featureFixtures = {
  feature_users: [
    fixture({
      title: 'Two users search, one of them twice; one audits',
      asOf,
      given: {
        rows: {
          ...rows,
          'product_analytics.feature_days': [
            ...rows['product_analytics.feature_days'],
            featureDay('bob', 'search', '10-06'),
          ],
        },
      },
      ask: { time: october, dimensions: ['feature'] },
      expect: [
        { feature: 'search', value: 2 },
        { feature: 'audit', value: 1 },
      ],
    }),
  ],
  avg_features_used_per_user: [
    fixture({
      title: 'Two, one and none of three active users',
      asOf,
      given: { rows },
      ask: { time: october },
      expect: [{ value: 1 }],
    }),
  ],
  feature_adoption: [
    fixture({
      title: 'Two of three search; only one user has a plan with the audit, and uses it',
      asOf,
      given: { rows },
      ask: { time: october, dimensions: ['feature'] },
      expect: [
        { feature: 'search', value: 2 / 3 },
        { feature: 'audit', value: 1 },
      ],
    }),
    fixture({
      title: 'A feature that only smaller plans were there for has no part',
      asOf,
      given: {
        rows: {
          ...rows,
          'product_analytics.active_days': [activeDay('bob', '10-05')],
          'product_analytics.feature_days': [featureDay('bob', 'search', '10-05')],
        },
      },
      ask: { time: october, dimensions: ['feature'] },
      expect: [
        { feature: 'search', value: 1 },
        { feature: 'audit', value: null },
      ],
    }),
  ],
  feature_release_adoption_7d: [
    fixture({
      title: 'Three were active in the 7 days, two searched; who came on day 8 is not asked',
      asOf,
      given: {
        rows: {
          ...released,
          'product_analytics.active_days': [...rows['product_analytics.active_days'], activeDay('dora', '10-12')],
        },
      },
      ask: { time: october, dimensions: ['release'] },
      expect: [{ release: '2.0', value: 2 / 3 }],
    }),
    fixture({
      title: 'A release counts on the day its 7 days are over, and not before',
      asOf,
      given: { rows: released },
      ask: { time: { range: { from: '2026-10-11', to: '2026-10-13' }, grain: 'day' } },
      expect: [
        { time: '2026-10-11', value: null },
        { time: '2026-10-12', value: 2 / 3 },
      ],
    }),
  ],
}
