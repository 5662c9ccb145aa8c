import { accounts, fact } from '@tessera/plugin-api/server'
import type { AgeRow, CustomerRow, MovementRow, ProfitRow, RenewalRow, TermRow, YearRow } from '../rows.ts'

const joins = [{ entity: accounts, on: 'account_id' }] as const
const account = { column: 'account_id', title: 'Account' } as const

/** What subscriptions are worth, from when to when. */
export const terms = fact<TermRow>({
  name: 'subscription_term',
  table: 'saas_metrics.subscription_terms',
  key: ['subscription_id', 'starts_at'],
  time: { column: 'starts_at', type: 'instant' },
  interval: { start: 'starts_at', end: 'ends_at' },
  dimensions: { plan_tier: 'plan_tier', currency: 'currency' },
  joins,
  drill: [account, { column: 'mrr', title: 'MRR', type: 'number' }],
})

/** What is left of subscriptions after the costs of the service, from when to when. */
export const profits = fact<ProfitRow>({
  name: 'subscription_profit',
  table: 'saas_metrics.subscription_profits',
  key: ['subscription_id', 'starts_at'],
  time: { column: 'starts_at', type: 'instant' },
  interval: { start: 'starts_at', end: 'ends_at' },
  dimensions: { plan_tier: 'plan_tier' },
  joins,
  drill: [account, { column: 'gross_profit', title: 'Gross profit', type: 'number' }],
})

/** Changes of the MRR of accounts. */
export const movements = fact<MovementRow>({
  name: 'mrr_movement',
  table: 'saas_metrics.mrr_movements',
  key: ['account_id', 'occurred_at', 'currency', 'movement_type'],
  time: { column: 'occurred_at', type: 'instant' },
  dimensions: { plan_tier: 'plan_tier', currency: 'currency', reason: 'reason', movement: 'movement_type' },
  joins,
  drill: [{ column: 'mrr_after', title: 'MRR after it', type: 'number' }],
})

/** From when to when accounts are paying customers. */
export const customers = fact<CustomerRow>({
  name: 'paying_customer',
  table: 'saas_metrics.paying_customers',
  key: ['account_id', 'spell'],
  time: { column: 'started_at', type: 'instant' },
  interval: { start: 'started_at', end: 'ended_at' },
  joins,
})

/** MRR of accounts beside that of 12 months before. */
export const years = fact<YearRow>({
  name: 'year_on_year',
  table: 'saas_metrics.year_on_year',
  key: ['account_id', 'starts_at'],
  time: { column: 'starts_at', type: 'instant' },
  interval: { start: 'starts_at', end: 'ends_at' },
  joins,
  drill: [
    { column: 'mrr_before', title: 'MRR 12 months before', type: 'number' },
    { column: 'mrr_kept', title: 'Kept', type: 'number' },
  ],
})

/** Contracts that came up for renewal and are decided, dated by the day they were due. */
export const renewals = fact<RenewalRow>({
  name: 'renewal',
  table: 'saas_metrics.renewals',
  key: ['renewal_id'],
  time: { column: 'due_date', type: 'local_date' },
  where: (eb) => eb('outcome', '<>', 'pending'),
  joins,
  drill: [account, { column: 'amount_up', title: 'Came up', type: 'number' }, { column: 'outcome', title: 'Outcome' }],
})

/** MRR of accounts by months since they began to pay, dated by that begin. */
export const ages = fact<AgeRow>({
  name: 'revenue_age',
  table: 'saas_metrics.revenue_ages',
  key: ['account_id', 'age'],
  time: { column: 'started_at', type: 'instant' },
  where: (eb, { to }) => eb('reached_at', '<', to),
  dimensions: { cohort_age: 'age' },
  joins,
  drill: [{ column: 'mrr', title: 'MRR', type: 'number' }],
})
