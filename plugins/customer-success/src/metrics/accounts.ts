import { metric } from '@tessera/plugin-api'
import { byAccount, owner } from '../dimensions.ts'
import { revenue, scores } from '../sources.ts'

const count = { unit: 'count', direction: 'up', tier: 1, dimensions: byAccount, owner } as const

/** How many accounts there are, and what they pay. */
export const accountMetrics = {
  total_accounts: metric({
    ...count,
    title: 'Accounts',
    description: 'Active accounts, those at risk, and those that churned within the days of the rule.',
    rules: ['churnWindowDays'],
  }),
  active_accounts: metric({
    ...count,
    derivedFrom: scores,
    title: 'Active accounts',
    description: 'Live accounts on the last day of the period that are not at risk.',
  }),
  at_risk_accounts: metric({
    ...count,
    derivedFrom: scores,
    title: 'Accounts at risk',
    description: 'Live accounts on the last day of the period whose health segment is at risk or critical.',
    direction: 'down',
  }),
  churned_accounts: metric({
    ...count,
    derivedFrom: revenue,
    title: 'Churned accounts',
    description: 'Accounts that churned within the days of the rule.',
    rules: ['churnWindowDays'],
    direction: 'down',
  }),
  live_accounts: metric({
    ...count,
    title: 'Live accounts',
    description: 'Active accounts and those at risk, on the last day of the period.',
    dimensions: [...byAccount, 'last_contact'],
  }),
  current_mrr: metric({
    ...count,
    derivedFrom: revenue,
    title: 'MRR of accounts',
    description: 'Monthly recurring revenue of the live accounts on the last day of the period.',
    unit: 'money',
  }),
  previous_month_mrr: metric({
    ...count,
    derivedFrom: revenue,
    title: 'MRR of accounts a month before',
    description: 'Monthly recurring revenue that the live accounts had 30 days before the last day of the period.',
    unit: 'money',
    tier: 2,
  }),
  total_arr: metric({
    ...count,
    title: 'ARR of accounts',
    description: 'Twelve times the monthly recurring revenue of the live accounts on the last day of the period.',
    unit: 'money',
  }),
  arr_growth: metric({
    ...count,
    derivedFrom: revenue,
    title: 'ARR growth',
    description: 'Change of the recurring revenue of the live accounts in 30 days, as a part of what it was.',
    unit: 'ratio',
  }),
  revenue_per_customer: metric({
    ...count,
    derivedFrom: revenue,
    title: 'Revenue of a customer',
    description: 'Monthly recurring revenue of the live accounts that pay, divided by their number.',
    unit: 'money',
    tier: 2,
  }),
  success_driven_expansion: metric({
    ...count,
    derivedFrom: revenue,
    title: 'Expansion after success',
    description:
      'Expansion within 90 days after a positive engagement or a completed goal of the account, in the period.',
    unit: 'money',
    tier: 3,
  }),
} as const
