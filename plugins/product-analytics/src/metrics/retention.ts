import { metric } from '@tessera/plugin-api'
import { byPlatform, owner, people } from '../dimensions.ts'

const shared = { unit: 'ratio', direction: 'up', tier: 2, dimensions: byPlatform, owner } as const
const cohort =
  'of the users whose first active day lies in the period. Users for whom that time is not over are left out.'

/** Metrics of who comes back. */
export const retentionMetrics = {
  avg_30d_retention_rate: metric({
    ...shared,
    title: 'Retention after 30 days',
    description:
      'Of new users for whom the days 27 to 33 after their first active day were over in the period, the part that was active on one of them.',
    tier: 1,
    target: { gte: 0.25 },
    minSample: 30,
    dimensions: people,
  }),
  retention_day_1: metric({
    ...shared,
    title: 'Retention on day 1',
    description: `The part that was active on the next day, ${cohort}`,
  }),
  retention_day_7: metric({
    ...shared,
    title: 'Retention on day 7',
    description: `The part that was active 7 days later, ${cohort}`,
  }),
  retention_day_30: metric({
    ...shared,
    title: 'Retention on day 30',
    description: `The part that was active exactly 30 days later, ${cohort}`,
    tier: 3,
  }),
  retention_day_30_or_later: metric({
    ...shared,
    title: 'Retention on day 30 or later',
    description: `The part that was active 30 days later or at any time since, ${cohort}`,
    tier: 3,
  }),
  retention_by_week: metric({
    ...shared,
    title: 'Retention by week',
    description: `The part that was active in each week, week 0 being that of the first active day, ${cohort}`,
    version: 2,
    dimensions: ['core.period', ...byPlatform],
  }),
} as const
