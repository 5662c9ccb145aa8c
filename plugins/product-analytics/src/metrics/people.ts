import { metric } from '@tessera/plugin-api'
import { owner, people } from '../dimensions.ts'

const shared = { direction: 'up', tier: 2, dimensions: people, owner, rules: ['powerDays'] } as const
const byActivity = ['powerDays', 'regularDays'] as const

/** Metrics of how often people come. */
export const peopleMetrics = {
  power_users: metric({
    ...shared,
    title: 'Power users',
    description: 'Users active on so many of the 30 days up to the end of the period as the rule says, or more.',
    unit: 'count',
  }),
  power_user_percentage: metric({
    ...shared,
    title: 'Share of power users',
    description: 'Of the users active in the 30 days up to the end of the period, the part that are power users.',
    unit: 'ratio',
  }),
  users_by_activity: metric({
    title: 'Users by activity',
    description:
      'Everybody who was ever active, by how many of the 30 days up to the end of the period they were: power, regular, casual (2 days or more), one day, dormant (none).',
    unit: 'count',
    direction: 'neutral',
    tier: 2,
    dimensions: ['activity', 'active_days', ...people],
    owner,
    rules: byActivity,
  }),
  activity_share: metric({
    title: 'Share of users by activity',
    description:
      'Part of the users in the answer that falls on each group of activity. Filter dormant users away to see shares of the active ones.',
    unit: 'ratio',
    direction: 'neutral',
    tier: 3,
    dimensions: ['activity', 'active_days', ...people],
    owner,
    rules: byActivity,
  }),
} as const
