import { metric } from '@tessera/plugin-api'
import { byAccount } from '../dimensions.ts'
import { ledgerRules } from './ledger-rules.ts'

const money = {
  unit: 'money',
  direction: 'up',
  tier: 1,
  dimensions: ['plan_tier', ...byAccount],
  owner: 'Finance',
  rules: ledgerRules,
} as const
const counted = 'Trials, tax, one-off and metered parts do not count.'

/** What subscriptions are worth. */
export const revenueMetrics = {
  mrr: metric({
    ...money,
    title: 'MRR',
    description: `Monthly recurring revenue: what running subscriptions are worth a month at the end of the period. ${counted}`,
    dimensions: ['currency', ...money.dimensions],
  }),
  opening_mrr: metric({
    ...money,
    title: 'MRR at the start',
    description: `The same at the start of the period. ${counted}`,
    tier: 3,
  }),
  arr: metric({
    ...money,
    title: 'ARR',
    description: `Annual recurring revenue: MRR at the end of the period times 12. ${counted}`,
  }),
  arr_growth: metric({
    ...money,
    title: 'ARR growth in 12 months',
    description:
      'ARR at the end of the period beside that of 12 months before, all movements and exchange rates included.',
    unit: 'ratio',
    dimensions: byAccount,
  }),
  paying_customers: metric({
    ...money,
    title: 'Paying customers',
    description: 'Accounts with MRR at the end of the period.',
    unit: 'count',
  }),
  arpa: metric({
    ...money,
    title: 'ARPA',
    description: 'Average revenue per account: MRR over paying customers at the end of the period.',
    tier: 2,
  }),
  gross_profit_per_customer: metric({
    ...money,
    title: 'Gross profit per customer',
    description: 'ARPA times the gross margin: what a paying customer leaves a month after the costs of the service.',
    rules: ['grossMargin', ...ledgerRules],
    tier: 3,
  }),
  paying_users: metric({
    ...money,
    title: 'Paying users',
    description: 'Users of paying customers at the end of the period.',
    unit: 'count',
    tier: 3,
    dimensions: byAccount,
  }),
  arpu: metric({
    ...money,
    title: 'ARPU',
    description: 'Average revenue per user: MRR over the users of paying customers at the end of the period.',
    tier: 2,
    dimensions: byAccount,
  }),
  average_contract_value: metric({
    ...money,
    title: 'Average contract value',
    description: 'What a running subscription is worth in 12 months, on the average, at the end of the period.',
    tier: 2,
  }),
  ltv: metric({
    ...money,
    title: 'Lifetime value',
    description:
      'ARPA times the gross margin over the monthly customer churn of the last 6 months. Unknown where nobody was lost.',
    rules: ['grossMargin', ...ledgerRules],
    tier: 2,
    dimensions: byAccount,
  }),
  revenue_cohort_retention: metric({
    ...money,
    title: 'Revenue of cohorts',
    description:
      'MRR of customers so many months after they began to pay, beside what they began with; growth and those who came back included. Only customers who have reached that age by the end of the range.',
    unit: 'ratio',
    tier: 2,
    dimensions: ['cohort_age', ...byAccount],
  }),
} as const
