import {
  count,
  derived,
  distinct,
  ratio,
  ref,
  rolling,
  setting,
  snapshot,
  sum,
  type On,
} from '@tessera/plugin-api/server'
import { sql } from 'kysely'
import { plugin } from '../../plugin.ts'
import { ages, customers, movements, profits, terms, years } from '../facts/revenue.ts'
import { payingUsers } from '../facts/users.ts'
import type { MovementRow } from '../rows.ts'
import { of } from './movements.ts'

const mrr = snapshot(terms, { sum: 'mrr' })
const paying = snapshot(customers, 'count')
const halfYear = { last: 6, unit: 'month' } as const
const margin: On<MovementRow, number> = (_, bounds) => sql<number>`${setting(plugin, 'grossMargin', bounds)}`

/** What subscriptions are worth. */
export const revenueFormulas = {
  mrr,
  opening_mrr: snapshot(terms, { sum: 'mrr' }, { at: 'start' }),
  arr: derived({ mrr }, (n) => sql<number>`${n.mrr} * 12`),
  arr_growth: derived(
    { mrr, change: rolling(sum(movements, 'delta_mrr'), { last: 12, unit: 'month' }) },
    (n) => sql<number>`coalesce(${n.change}, 0) / nullif(${n.mrr} - coalesce(${n.change}, 0), 0)`,
  ),
  paying_customers: snapshot(terms, { distinct: 'account_id' }),
  arpa: ratio(mrr, snapshot(terms, { distinct: 'account_id' })),
  gross_profit_per_customer: ratio(
    snapshot(profits, { sum: 'gross_profit' }),
    snapshot(profits, { distinct: 'account_id' }),
  ),
  paying_users: snapshot(payingUsers, 'count'),
  arpu: ratio(mrr, ref('paying_users')),
  average_contract_value: derived(
    { mrr, contracts: snapshot(terms, 'count') },
    (n) => sql<number>`${n.mrr} * 12 / nullif(${n.contracts}, 0)`,
  ),
  // lost a month over the mean of the customers at begin and end of six months; each lost one carries the margin of the settings
  ltv: derived(
    {
      mrr,
      paying,
      lost: rolling(count(movements, { where: of('churn') }), halfYear),
      came: rolling(count(movements, { where: of('new', 'reactivation') }), halfYear),
      margins: rolling(sum(movements, margin, { where: of('churn') }), halfYear),
    },
    (n) =>
      sql<number>`${n.mrr} / nullif(${n.paying}, 0) * ${n.margins} / nullif(${n.lost}, 0)
        * 6 * (${n.paying} - coalesce(${n.came}, 0) / 2 + ${n.lost} / 2) / nullif(${n.lost}, 0)`,
  ),
  revenue_cohort_retention: ratio(sum(ages, 'mrr'), sum(ages, 'mrr_first')),
} as const

/** How much of the revenue of 12 months before is still there. */
export const yearFormulas = {
  net_revenue_retention: ratio(snapshot(years, { sum: 'mrr_kept' }), snapshot(years, { sum: 'mrr_before' })),
  gross_revenue_retention: ratio(snapshot(years, { sum: 'mrr_held' }), snapshot(years, { sum: 'mrr_before' })),
} as const

/** Accounts that began to pay, or stopped. */
export const customerCounts = {
  new_customers: distinct(movements, 'account_id', { where: of('new') }),
  churned_customers: distinct(movements, 'account_id', { where: of('churn') }),
} as const
