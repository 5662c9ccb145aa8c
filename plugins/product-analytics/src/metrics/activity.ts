import { metric } from '@tessera/plugin-api'
import { byPlatform, owner } from '../dimensions.ts'

const shared = { unit: 'count', direction: 'up', tier: 1, dimensions: byPlatform, owner } as const
const until = 'the last day of each period; a user on two platforms counts once in the total and once under each.'

/** Metrics of who is active. */
export const activityMetrics = {
  daily_active_users: metric({
    ...shared,
    title: 'Daily active users',
    description: `Users with a session on ${until}`,
  }),
  weekly_active_users: metric({
    ...shared,
    title: 'Weekly active users',
    description: `Users with a session on at least one of the 7 days up to ${until}`,
  }),
  monthly_active_users: metric({
    ...shared,
    title: 'Monthly active users',
    description: `Users with a session on at least one of the 30 days up to ${until}`,
  }),
  mean_daily_active_users: metric({
    ...shared,
    title: 'Daily active users, mean of 30 days',
    description: 'Days on which users were active in the last 30 days, over 30. Days without anybody count as 0.',
    tier: 2,
  }),
  dau_mau_ratio: metric({
    ...shared,
    title: 'Stickiness, daily of monthly',
    description:
      'Mean number of daily active users over the last 30 days, over the users active in them: the part of the days on which a user comes.',
    unit: 'ratio',
    target: { gte: 0.2 },
  }),
  dau_mau_point_ratio: metric({
    ...shared,
    title: 'Stickiness of the last day',
    description:
      'Users active on the last day of the period, over those active in the 30 days up to it. Follows the weekday; the mean of 30 days does not.',
    unit: 'ratio',
    tier: 3,
  }),
  wau_mau_ratio: metric({
    ...shared,
    title: 'Stickiness, weekly of monthly',
    description: 'Of the users active in the last 30 days, the part that was active in the last 7.',
    unit: 'ratio',
  }),
} as const
