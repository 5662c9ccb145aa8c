import { panel } from '@tessera/plugin-api'

const year = { last: 12, unit: 'month' } as const

/** Panels of the dashboard of revenue movements. */
export const revenuePanels = {
  arr: panel({ title: 'ARR', subtitle: 'At the end', view: 'big_number', query: { metrics: ['arr'] } }),
  growth: panel({
    title: 'MRR growth',
    subtitle: 'Of opening MRR',
    view: 'big_number',
    query: { metrics: ['mrr_growth'] },
  }),
  grr: panel({
    title: 'Gross revenue retention',
    subtitle: 'Over 12 months',
    view: 'big_number',
    query: { metrics: ['gross_revenue_retention'] },
  }),
  quick: panel({
    title: 'Quick ratio',
    subtitle: 'Gains over losses',
    view: 'big_number',
    query: { metrics: ['quick_ratio'] },
  }),
  customers: panel({
    title: 'Paying customers',
    subtitle: 'At the end',
    view: 'big_number',
    query: { metrics: ['paying_customers'] },
    drill: { dimension: 'plan_tier', title: 'By plan' },
  }),
  arpa: panel({ title: 'ARPA', subtitle: 'MRR per customer', view: 'big_number', query: { metrics: ['arpa'] } }),
  arpu: panel({ title: 'ARPU', subtitle: 'MRR per user', view: 'big_number', query: { metrics: ['arpu'] } }),
  ltv: panel({
    title: 'Lifetime value',
    subtitle: 'Per customer',
    view: 'big_number',
    query: { metrics: ['ltv'] },
  }),
  waterfall: panel({
    title: 'From the start to the end',
    subtitle: 'What became of MRR in the period',
    view: 'waterfall',
    query: {
      metrics: [
        'opening_mrr',
        'new_mrr',
        'expansion_mrr',
        'reactivation_mrr',
        'contraction_mrr',
        'churned_mrr',
        'currency_mrr',
        'mrr',
      ],
      compare: 'none',
    },
    options: { opening: 'opening_mrr', closing: 'mrr', losses: ['contraction_mrr', 'churned_mrr'] },
  }),
  months: panel({
    title: 'Movements by month',
    subtitle: 'Losses stand below the line',
    view: 'bars',
    query: {
      metrics: ['mrr_movement'],
      dimensions: ['movement'],
      grain: 'month',
      range: year,
      compare: 'none',
    },
  }),
  cohorts: panel({
    title: 'Revenue of cohorts',
    subtitle: 'MRR of customers so many months after they began to pay, beside what they began with',
    view: 'cohorts',
    query: {
      metrics: ['revenue_cohort_retention'],
      dimensions: ['cohort_age'],
      filters: { member: 'cohort_age', operator: 'lte', values: [12] },
      grain: 'month',
      range: { last: 12, unit: 'month' },
      compare: 'none',
    },
  }),
  retention: panel({
    title: 'Revenue retention',
    subtitle: 'Over the 12 months up to each point',
    view: 'line',
    query: {
      metrics: ['net_revenue_retention', 'gross_revenue_retention'],
      grain: 'month',
      range: year,
      compare: 'none',
    },
  }),
  churn_formulas: panel({
    title: 'Customer churn by formula',
    subtitle: 'Standard, and with the customers that came in the month',
    view: 'line',
    query: {
      metrics: ['customer_churn_standard', 'customer_churn_with_new'],
      grain: 'month',
      range: year,
      compare: 'none',
    },
  }),
  reasons: panel({
    title: 'Why revenue was lost',
    subtitle: 'Churned MRR by reason, and the customers behind it',
    view: 'ranked_bar',
    query: {
      metrics: ['churned_mrr', 'churned_customers'],
      dimensions: ['reason'],
      filters: { member: 'reason', operator: 'set' },
      order: [{ key: 'churned_mrr', dir: 'desc' }],
      range: { last: 90, unit: 'day' },
    },
    options: { secondary: 'churned_customers' },
    drill: { dimension: 'core.segment', title: 'By segment' },
  }),
  segments: panel({
    title: 'Customers by segment',
    subtitle: 'What they are worth and how they stay',
    view: 'table',
    query: {
      metrics: ['mrr', 'paying_customers', 'arpa', 'net_revenue_retention', 'gross_revenue_retention'],
      dimensions: ['core.segment'],
      compare: 'none',
      order: [{ key: 'mrr', dir: 'desc' }],
    },
  }),
} as const
