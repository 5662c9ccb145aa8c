import { panel } from '@tessera/plugin-api'

const year = { last: 12, unit: 'month' } as const
const quarter = { last: 90, unit: 'day' } as const

/** Panels of the dashboard of marketing that rest on its own tables. */
export const overviewPanels = {
  spend: panel({
    title: 'Spend',
    subtitle: 'Of running campaigns',
    view: 'big_number',
    query: { metrics: ['total_ad_spend_active'] },
    drill: { dimension: 'platform', title: 'By platform' },
  }),
  mqls: panel({
    title: 'MQLs',
    subtitle: 'Qualified in the period',
    view: 'big_number',
    query: { metrics: ['total_mqls'] },
    drill: { dimension: 'channel', title: 'By channel' },
  }),
  cost_per_mql: panel({
    title: 'Cost per MQL',
    subtitle: 'Spend over MQLs',
    view: 'big_number',
    query: { metrics: ['cost_per_mql'] },
    drill: { dimension: 'platform', title: 'By platform' },
  }),
  cac: panel({
    title: 'CAC',
    subtitle: 'In 90 days',
    view: 'big_number',
    query: { metrics: ['customer_acquisition_cost'], range: quarter },
  }),
  ltv_cac: panel({
    title: 'LTV:CAC',
    subtitle: 'In 90 days',
    view: 'big_number',
    query: { metrics: ['lifetime_value_cac_ratio'], range: quarter },
  }),
  payback: panel({
    title: 'CAC payback',
    subtitle: 'By 90 days',
    view: 'big_number',
    query: { metrics: ['cac_payback_months'], range: quarter },
  }),
  conversion: panel({
    title: 'Lead conversion',
    subtitle: 'Of leads that had their time',
    view: 'big_number',
    query: { metrics: ['lead_conversion_rate'], samples: true },
    drill: { dimension: 'score_band', title: 'By score' },
  }),
  targets: panel({
    title: 'Against targets',
    subtitle: 'What is on target in the period, and what is off',
    view: 'targets',
    query: {
      metrics: ['mql_conversion_rate', 'website_conversion_rate', 'bounce_rate'],
      samples: true,
    },
  }),
  platforms: panel({
    title: 'Platforms',
    subtitle: 'What was spent and planned, and what came of it',
    view: 'table',
    query: {
      metrics: ['ad_spend', 'campaign_budget', 'budget_pacing', 'leads', 'total_mqls', 'cost_per_lead', 'cost_per_mql'],
      dimensions: ['platform'],
      filters: { member: 'platform', operator: 'set' },
      compare: 'none',
      order: [{ key: 'ad_spend', dir: 'desc' }],
    },
  }),
  campaigns: panel({
    title: 'Campaigns',
    subtitle: 'What each one spent beside its budget, and which leads came of it',
    view: 'table',
    query: {
      metrics: ['ad_spend', 'budget_pacing', 'leads', 'total_mqls', 'lead_customers', 'cost_per_mql'],
      dimensions: ['campaign', 'channel'],
      filters: { member: 'platform', operator: 'set' },
      compare: 'none',
      order: [{ key: 'ad_spend', dir: 'desc' }],
    },
  }),
  spend_course: panel({
    title: 'Spend by platform',
    subtitle: 'Each month',
    view: 'bars',
    query: { metrics: ['ad_spend'], dimensions: ['platform'], grain: 'month', range: year, compare: 'none' },
  }),
  pacing: panel({
    title: 'Spend and budget',
    subtitle: 'Each month',
    view: 'line',
    query: { metrics: ['ad_spend', 'campaign_budget'], grain: 'month', range: year, compare: 'none' },
  }),
  funnel: panel({
    title: 'Lead funnel',
    subtitle: 'Of leads created in 180 days, how far they are by now',
    view: 'funnel',
    query: {
      metrics: ['leads', 'leads_qualified', 'leads_accepted', 'leads_with_opportunity', 'leads_won'],
      range: { last: 180, unit: 'day' },
      compare: 'none',
    },
    options: { steps: ['Leads', 'Qualified (MQL)', 'Accepted (SQL)', 'Opportunity', 'Customer'] },
    drill: { dimension: 'channel', title: 'By channel' },
  }),
  sources: panel({
    title: 'Where leads come from',
    subtitle: 'Leads of the period, and what became of those before',
    view: 'table',
    query: {
      metrics: ['leads', 'total_mqls', 'lead_conversion_rate', 'mql_conversion_rate', 'lead_customers'],
      dimensions: ['channel'],
      compare: 'none',
      order: [{ key: 'leads', dir: 'desc' }],
    },
  }),
  scores: panel({
    title: 'Conversion by score',
    subtitle: 'Of leads that had their time to qualify',
    view: 'bars',
    query: { metrics: ['lead_conversion_rate'], dimensions: ['score_band'], compare: 'none' },
  }),
  cohorts: panel({
    title: 'Conversion of cohorts',
    subtitle: 'Of leads by the month in which they were created',
    view: 'line',
    // why: up to now, so that leads of the last month have had their time
    query: {
      metrics: ['lead_cohort_conversion'],
      grain: 'month',
      range: { last: 360, unit: 'day' },
      compare: 'none',
    },
  }),
  cac_course: panel({
    title: 'Cost of a new customer',
    subtitle: 'All costs, and spend on paid leads alone',
    view: 'line',
    query: {
      metrics: ['customer_acquisition_cost', 'paid_acquisition_cost'],
      grain: 'quarter',
      range: year,
      compare: 'none',
    },
  }),
} as const
