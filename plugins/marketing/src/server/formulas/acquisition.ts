import { count, derived, ratio, ref, sum } from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { costs, spend } from '../facts/campaigns.ts'
import { customers } from '../facts/leads.ts'

/** What a new customer costs, and what it is worth. */
export const acquisitionFormulas = {
  programme_costs: sum(costs, 'cost'),
  acquisition_cost: derived(
    { spend: sum(spend, 'spend'), costs: sum(costs, 'cost') },
    (n) => sql<number>`case when coalesce(${n.spend}, ${n.costs}) is not null
      then coalesce(${n.spend}, 0) + coalesce(${n.costs}, 0) end`,
  ),
  customer_acquisition_cost: ratio(ref('acquisition_cost'), ref('lead_customers')),
  paid_acquisition_cost: ratio(ref('ad_spend'), count(customers, { where: (eb) => eb('platform', 'is not', null) })),
  cac_payback_months: ratio(ref('customer_acquisition_cost'), ref('saas-metrics.gross_profit_per_customer')),
  lifetime_value_cac_ratio: ratio(ref('saas-metrics.ltv'), ref('customer_acquisition_cost')),
} as const
