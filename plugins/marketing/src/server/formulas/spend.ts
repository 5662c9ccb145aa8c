import { ratio, ref, sum } from '@tessera/plugin-api/server'
import { budgets, spend } from '../facts/campaigns.ts'

/** What is spent, and what was planned. */
export const spendFormulas = {
  total_ad_spend_active: sum(spend, 'spend', { where: (eb) => eb('is_active', '=', true) }),
  ad_spend: sum(spend, 'spend'),
  campaign_budget: sum(budgets, 'budget'),
  budget_pacing: ratio(sum(spend, 'spend', { where: (eb) => eb('has_budget', '=', true) }), ref('campaign_budget')),
  cost_per_lead: ratio(ref('ad_spend'), ref('leads')),
  cost_per_mql: ratio(ref('ad_spend'), ref('total_mqls')),
} as const
