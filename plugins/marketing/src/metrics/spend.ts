import { metric } from '@tessera/plugin-api'
import { byCampaign } from '../dimensions.ts'

const money = { unit: 'money', direction: 'neutral', dimensions: byCampaign, owner: 'Marketing' } as const

/** What is spent, and what was planned. */
export const spendMetrics = {
  total_ad_spend_active: metric({
    ...money,
    title: 'Spend of running campaigns',
    description: 'What campaigns spent on days on which they ran, from their first to their last day.',
    tier: 1,
  }),
  ad_spend: metric({
    ...money,
    title: 'Spend',
    description: 'What all campaigns spent, also on days before their first or after their last one.',
    tier: 2,
  }),
  campaign_budget: metric({
    ...money,
    title: 'Budget',
    description: 'Budgets of campaigns, spread evenly over the days they are for: what may be spent in the period.',
    tier: 2,
  }),
  budget_pacing: metric({
    ...money,
    title: 'Budget pacing',
    description:
      'Spend beside the budget of the same days: above 100 % the budget is used up before its time. Days of campaigns without a budget do not count.',
    unit: 'ratio',
    tier: 2,
  }),
  cost_per_lead: metric({
    ...money,
    title: 'Cost per lead',
    description: 'Spend of the period over the leads that came in it, those from unpaid channels too.',
    direction: 'down',
    tier: 2,
  }),
  cost_per_mql: metric({
    ...money,
    title: 'Cost per MQL',
    description: 'Spend of the period over the leads that marketing qualified in it, those from unpaid channels too.',
    direction: 'down',
    tier: 1,
  }),
} as const
