import { metric } from '@tessera/plugin-api'
import { byDeal, byRep, each, owner } from '../dimensions.ts'

const closed = { unit: 'count', direction: 'up', tier: 2, dimensions: byDeal, owner } as const
const days = { unit: 'days', direction: 'down', tier: 2, dimensions: byDeal, owner, minSample: 5 } as const

/** What was won and lost, how large it was and how long it took. */
export const wonMetrics = {
  deals_won: metric({
    ...closed,
    title: 'Deals won',
    description: 'Deals that were won in the period, by the moment they were closed.',
    tier: 1,
    dimensions: [...each, ...byDeal],
  }),
  revenue_closed: metric({
    ...closed,
    title: 'Closed revenue',
    description: 'Amount of the deals that were won in the period, renewals too.',
    unit: 'money',
    tier: 1,
    dimensions: [...each, ...byDeal],
  }),
  deals_lost: metric({
    ...closed,
    title: 'Deals lost',
    description: 'Deals that were lost in the period, by the moment they were closed.',
    direction: 'down',
    dimensions: ['lost_reason', ...byDeal],
  }),
  deals_won_mtd: metric({
    ...closed,
    title: 'Deals won, month to date',
    description: 'Deals that were won from the start of the month up to the end of the period.',
    tier: 1,
    dimensions: [...byRep, 'deal_type'],
  }),
  revenue_closed_mtd: metric({
    ...closed,
    title: 'Closed revenue, month to date',
    description: 'Amount of the deals that were won from the start of the month up to the end of the period.',
    unit: 'money',
    tier: 1,
    dimensions: [...byRep, 'deal_type'],
  }),
  deals_won_90d: metric({
    ...closed,
    title: 'Deals won of 90 days',
    description: 'Deals that were won in the 90 days before the end of the period.',
    tier: 3,
    dimensions: byRep,
  }),
  deals_lost_90d: metric({
    ...closed,
    title: 'Deals lost of 90 days',
    description: 'Deals that were lost in the 90 days before the end of the period.',
    direction: 'down',
    tier: 3,
    dimensions: byRep,
  }),
  win_rate: metric({
    ...closed,
    title: 'Win rate',
    description:
      'Of the deals that were won or lost in the 90 days before the end of the period, the part that was won.',
    unit: 'ratio',
    tier: 1,
    target: { gte: 0.25 },
    minSample: 30,
    version: 2,
    rules: ['winRateOf'],
  }),
  win_rate_amount: metric({
    ...closed,
    title: 'Win rate by amount',
    description: 'The same by amount: of what was won or lost in 90 days, the part that was won.',
    unit: 'ratio',
    minSample: 30,
    version: 2,
    rules: ['winRateOf'],
    dimensions: byRep,
  }),
  avg_deal_size: metric({
    ...closed,
    title: 'Deal size',
    description: 'Mean amount of the deals that were won in the 90 days before the end of the period.',
    unit: 'money',
    minSample: 5,
  }),
  median_deal_size: metric({
    ...closed,
    title: 'Median deal size',
    description: 'Median amount of the deals that were won in the 90 days before the end of the period.',
    unit: 'money',
    tier: 3,
    minSample: 5,
    dimensions: byRep,
  }),
  avg_sales_cycle_days: metric({
    ...days,
    title: 'Sales cycle',
    description:
      'Mean days from the creation of a deal until it was won, of deals won in the 90 days before the end of the period.',
  }),
  median_sales_cycle_days: metric({
    ...days,
    title: 'Median sales cycle',
    description: 'Median days from the creation of a deal until it was won, of deals won in the same 90 days.',
    tier: 3,
    dimensions: byRep,
  }),
} as const
