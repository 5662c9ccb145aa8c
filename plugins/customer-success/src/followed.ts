import { tables } from './tables.ts'

/** Tables that scores are reckoned from: all own ones but benchmarks, and those that other plugins publish something of. */
export const followed: readonly string[] = [
  ...Object.keys(tables).filter((table) => table !== 'benchmarks'),
  'support.tickets',
  'support.csat_surveys',
  'saas-metrics.plans',
  'saas-metrics.subscription_changes',
  'saas-metrics.exchange_rates',
  'saas-metrics.renewals',
  'saas-metrics.invoices',
  'product-analytics.features',
  'product-analytics.active_days',
  'product-analytics.feature_days',
]
