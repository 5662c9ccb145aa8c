import { metric } from '@tessera/plugin-api'
import { byCampaign } from '../dimensions.ts'

const money = { unit: 'money', direction: 'down', tier: 2, owner: 'Marketing' } as const

/** What a new customer costs, and what it is worth. */
export const acquisitionMetrics = {
  programme_costs: metric({
    ...money,
    title: 'Costs beside spend',
    description:
      'Programmes, payroll and other costs of marketing and sales, spread evenly over the days of their month.',
    direction: 'neutral',
    dimensions: ['cost_kind'],
  }),
  acquisition_cost: metric({
    ...money,
    title: 'Costs of winning customers',
    description: 'Spend of campaigns and all costs beside it.',
    direction: 'neutral',
  }),
  customer_acquisition_cost: metric({
    ...money,
    title: 'CAC',
    description:
      'Customer acquisition cost: spend of campaigns, programmes and payroll over the leads that became customers in the period.',
    tier: 1,
  }),
  paid_acquisition_cost: metric({
    ...money,
    title: 'CAC, paid only',
    description: 'Spend of campaigns over the customers from leads of campaigns that run on a platform.',
    dimensions: byCampaign,
  }),
  cac_payback_months: metric({
    title: 'CAC payback',
    description:
      'Months in which the gross profit of a customer earns what winning one costs: CAC over ARPA times gross margin.',
    unit: 'months',
    direction: 'down',
    tier: 2,
    owner: 'Marketing',
  }),
  lifetime_value_cac_ratio: metric({
    title: 'LTV:CAC',
    description: 'Lifetime value of a customer over what winning one costs.',
    unit: 'multiple',
    direction: 'up',
    tier: 1,
    target: { gte: 3 },
    owner: 'Marketing',
  }),
} as const
