import { panel } from '@tessera/plugin-api'

const card = (metric: string) => ({ view: 'big_number', query: { metrics: [metric] } }) as const

/** Panels of the Executive dashboard. */
export const executivePanels = {
  mrr: panel({
    ...card('saas-metrics.mrr'),
    title: 'Total MRR',
    subtitle: 'At the end',
    drill: { dimension: 'saas-metrics.plan_tier', title: 'By plan' },
  }),
  customers: panel({
    ...card('saas-metrics.paying_customers'),
    title: 'Active customers',
    subtitle: 'Who pay, at the end',
    drill: { dimension: 'saas-metrics.plan_tier', title: 'By plan' },
  }),
  health: panel({
    ...card('customer-success.customer_health_score'),
    title: 'Overall health',
    subtitle: 'Mean score of accounts',
    drill: { dimension: 'core.segment', title: 'By segment' },
  }),
  retention: panel({
    ...card('saas-metrics.net_revenue_retention'),
    title: 'Net revenue retention',
    subtitle: 'Over 12 months',
  }),
  mrr_course: panel({
    title: 'MRR over a year',
    subtitle: 'At the end of each month',
    view: 'line',
    query: { metrics: ['saas-metrics.mrr'], grain: 'month', range: { last: 12, unit: 'month' }, compare: 'none' },
  }),
  active_users: panel({
    title: 'Daily and monthly users',
    subtitle: 'Users active in the day, and in the 30 days up to it',
    view: 'line',
    query: {
      metrics: ['product-analytics.daily_active_users', 'product-analytics.monthly_active_users'],
      grain: 'day',
      compare: 'none',
    },
  }),
  health_by_segment: panel({
    title: 'Health of customers by segment',
    subtitle: 'Live accounts, by their segment and the band of their score',
    view: 'matrix',
    query: {
      metrics: ['customer-success.accounts_by_health'],
      dimensions: ['core.segment', 'customer-success.health_segment'],
      filters: { member: 'customer-success.health_segment', operator: 'set' },
      compare: 'none',
    },
    drill: { dimension: 'customer-success.csm', title: 'By manager' },
  }),
  coverage: panel({
    title: 'Pipeline coverage',
    subtitle: 'Of what is left of the quota',
    view: 'gauge',
    query: { metrics: ['sales.pipeline_coverage_ratio'] },
    options: { from: 0, to: 6 },
  }),
  win_rate: panel({
    title: 'Win rate',
    subtitle: 'Of deals closed in 90 days',
    view: 'gauge',
    query: { metrics: ['sales.win_rate'], samples: true },
    options: { from: 0, to: 1 },
  }),
} as const
