import { panel } from '@tessera/plugin-api'

const beside = (metrics: readonly [string, ...string[]]) =>
  ({ view: 'targets', query: { metrics, samples: true } }) as const

/** Panels of the Company overview: the figures of each domain that matter most, beside their targets. */
export const overviewPanels = {
  revenue: panel({
    ...beside([
      'saas-metrics.mrr',
      'saas-metrics.arr',
      'saas-metrics.net_new_mrr',
      'saas-metrics.mrr_growth',
      'saas-metrics.net_revenue_retention',
      'saas-metrics.gross_revenue_retention',
      'saas-metrics.customer_churn_rate',
      'saas-metrics.renewal_rate',
      'saas-metrics.paying_customers',
    ]),
    title: 'Revenue',
    subtitle: 'What recurs, what came and what went',
  }),
  countries: panel({
    title: 'Where revenue comes from',
    subtitle: 'MRR by the country of the customer',
    view: 'map',
    query: {
      metrics: ['saas-metrics.mrr', 'saas-metrics.paying_customers'],
      dimensions: ['core.country'],
      compare: 'none',
      order: [{ key: 'saas-metrics.mrr', dir: 'desc' }],
    },
    drill: { dimension: 'core.segment', title: 'By segment' },
  }),
  regions: panel({
    title: 'By region',
    subtitle: 'MRR, and the number of customers',
    view: 'ranked_bar',
    query: { metrics: ['saas-metrics.mrr', 'saas-metrics.paying_customers'], dimensions: ['core.region'] },
    options: { secondary: 'saas-metrics.paying_customers' },
  }),
  accounts: panel({
    ...beside([
      'customer-success.customer_health_score',
      'customer-success.churn_risk_score',
      'customer-success.mrr_at_risk',
      'customer-success.at_risk_accounts',
    ]),
    title: 'Customers',
    subtitle: 'How well they are, and what may be lost',
  }),
  sales: panel({
    ...beside([
      'sales.pipeline_coverage_ratio',
      'sales.win_rate',
      'sales.quota_attainment_pct',
      'sales.revenue_closed_mtd',
    ]),
    title: 'Sales',
    subtitle: 'What was sold, and what may still be won',
  }),
  marketing: panel({
    ...beside(['marketing.customer_acquisition_cost', 'marketing.lifetime_value_cac_ratio', 'marketing.total_mqls']),
    title: 'Marketing',
    subtitle: 'What a customer costs, and is worth',
  }),
  product: panel({
    ...beside([
      'product-analytics.daily_active_users',
      'product-analytics.monthly_active_users',
      'product-analytics.dau_mau_ratio',
      'product-analytics.crash_free_session_rate',
    ]),
    title: 'Product',
    subtitle: 'Who uses it, and how steadily',
  }),
  service: panel({
    ...beside(['saas-metrics.activation_rate', 'saas-metrics.api_uptime', 'saas-metrics.error_rate']),
    title: 'Service',
    subtitle: 'Who gets going, and whether it runs',
  }),
  tickets: panel({
    ...beside(['support.nps_score', 'support.csat_score', 'support.open_tickets']),
    title: 'Support',
    subtitle: 'What customers say, and who waits',
  }),
  integrations: panel({
    ...beside(['integrations.connected_users', 'integrations.connection_rate']),
    title: 'Integrations',
    subtitle: 'Who connects',
  }),
} as const
