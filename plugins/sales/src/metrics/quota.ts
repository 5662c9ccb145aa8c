import { metric } from '@tessera/plugin-api'
import { byRep, owner } from '../dimensions.ts'

const money = { unit: 'money', direction: 'up', tier: 2, dimensions: byRep, owner } as const
const part = { unit: 'ratio', direction: 'up', tier: 1, dimensions: byRep, owner } as const
const period = ['quotaPeriod'] as const
const booked = ['quotaPeriod', 'quotaCounts'] as const

/** What was to be sold, and what was. */
export const quotaMetrics = {
  quota: metric({
    ...money,
    title: 'Quota of the days',
    description: 'What was to be sold in the period: each quota is spread evenly over its days, as it was set last.',
    tier: 3,
  }),
  quota_of_period: metric({
    ...money,
    title: 'Quota',
    description: 'The whole quota of the quota period that runs at the end of the period.',
    rules: period,
  }),
  quota_to_date: metric({
    ...money,
    title: 'Quota to date',
    description: 'The part of that quota that falls on its days up to then; the running day counts as a whole.',
    rules: period,
  }),
  bookings_to_date: metric({
    ...money,
    title: 'Bookings to date',
    description:
      'Amount of the deals that were won since the start of the quota period that runs at the end of the period.',
    tier: 1,
    rules: booked,
  }),
  quota_attainment_pct: metric({
    ...part,
    title: 'Quota attainment',
    description:
      'Bookings to date over the whole quota of the running quota period; what somebody without quota has booked counts in the total.',
    target: { gte: 1 },
    rules: booked,
  }),
  quota_pacing: metric({
    ...part,
    title: 'Quota pacing',
    description: 'Bookings to date over the quota to date: 100 % when sales keep up with the days.',
    tier: 2,
    target: { gte: 1 },
    rules: booked,
  }),
} as const
