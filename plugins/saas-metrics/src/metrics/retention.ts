import { metric } from '@tessera/plugin-api'
import { byAccount } from '../dimensions.ts'
import { lossRules } from './ledger-rules.ts'

const rate = {
  unit: 'ratio',
  direction: 'down',
  tier: 1,
  targetDays: 30,
  dimensions: byAccount,
  owner: 'Finance',
  rules: lossRules,
} as const

/** How a share of what came up for renewal is told. */
const renewed = {
  unit: 'ratio',
  direction: 'up',
  targetDays: 90,
  minSample: 10,
  dimensions: byAccount,
  owner: 'Finance',
} as const

/** Who stays, and how much of their revenue. */
export const retentionMetrics = {
  customer_churn_rate: metric({
    ...rate,
    title: 'Customer churn',
    description: 'Part of the paying customers that was lost in the period.',
    rules: ['churnFormula', ...lossRules],
    target: { lt: 0.02 },
  }),
  customer_churn_standard: metric({
    ...rate,
    title: 'Churn, standard',
    description: 'Of accounts that paid at the start of the period, the part that stopped within it.',
    tier: 3,
  }),
  customer_churn_with_new: metric({
    ...rate,
    title: 'Churn, with new ones',
    description:
      'Accounts lost in the period, those that came within it too, over accounts that paid at its start or began to pay in it, as Stripe reckons.',
    tier: 3,
  }),
  gross_mrr_churn_rate: metric({
    ...rate,
    title: 'Gross MRR churn',
    description: 'Churned and contraction MRR over MRR at the start of the period.',
    target: { lt: 0.015 },
  }),
  net_mrr_churn_rate: metric({
    ...rate,
    title: 'Net MRR churn',
    description:
      'Churned and contraction less expansion and reactivation MRR, over MRR at the start of the period. Below 0 the old customers grow.',
    tier: 2,
    target: { lt: 0 },
  }),
  net_revenue_retention: metric({
    title: 'Net revenue retention',
    description:
      'Of customers of 12 months before, their MRR at the end of the period over their MRR then. Who stopped counts 0, also after coming back.',
    unit: 'ratio',
    direction: 'up',
    tier: 1,
    target: { gte: 1 },
    dimensions: byAccount,
    owner: 'Finance',
    rules: lossRules,
  }),
  gross_revenue_retention: metric({
    title: 'Gross revenue retention',
    description: 'The same without what they gained: no customer counts for more than 12 months before.',
    unit: 'ratio',
    direction: 'up',
    tier: 1,
    target: { gte: 0.9 },
    dimensions: byAccount,
    owner: 'Finance',
    rules: lossRules,
  }),
  renewal_rate: metric({
    ...renewed,
    title: 'Renewal rate',
    description:
      'Of the amount that came up for renewal in the period and is decided, the part that was renewed. What a renewal adds counts as expansion, not here.',
    tier: 1,
    target: { gte: 0.9 },
  }),
  contract_renewal_rate: metric({
    ...renewed,
    title: 'Contracts renewed',
    description:
      'Of the contracts that came up for renewal in the period and are decided, those renewed, smaller ones too.',
    tier: 2,
  }),
} as const
