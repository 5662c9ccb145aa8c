import { fact } from '@tessera/plugin-api/server'
import type { BudgetRow, CostRow, SpendRow } from '../rows.ts'

const dimensions = { platform: 'platform', channel: 'channel', campaign: 'campaign' } as const
const time = { column: 'metric_date', type: 'local_date' } as const

/** What campaigns spent by day. */
export const spend = fact<SpendRow>({
  name: 'spend',
  table: 'marketing.campaign_spend',
  key: ['campaign_id', 'metric_date'],
  time,
  dimensions,
  drill: [
    { column: 'spend', title: 'Spend', type: 'number' },
    { column: 'impressions', title: 'Shown', type: 'number' },
    { column: 'clicks', title: 'Clicks', type: 'number' },
    { column: 'is_active', title: 'Campaign ran' },
  ],
})

/** Budgets of campaigns, spread over their days. */
export const budgets = fact<BudgetRow>({
  name: 'budget_day',
  table: 'marketing.budget_days',
  key: ['campaign_id', 'period_start', 'metric_date'],
  time,
  dimensions,
  drill: [{ column: 'budget', title: 'Budget', type: 'number' }],
})

/** Costs beside advertisements, spread over the days of their month. */
export const costs = fact<CostRow>({
  name: 'cost_day',
  table: 'marketing.cost_days',
  key: ['cost_id', 'metric_date'],
  time,
  dimensions: { cost_kind: 'cost_kind' },
  drill: [{ column: 'cost', title: 'Cost', type: 'number' }],
})
