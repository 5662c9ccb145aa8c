import { panel } from '@tessera/plugin-api'

/** Panels that explain how deals come and go. */
export const analysisPanels = {
  pipeline_course: panel({
    title: 'Pipeline over time',
    subtitle: 'Open at the end of each period, and what it is worth by the probability of its stages',
    view: 'line',
    query: { metrics: ['total_pipeline_value', 'weighted_pipeline_value'], grain: 'auto' },
  }),
  win_rate_course: panel({
    title: 'Win rate over time',
    subtitle: 'Of the 90 days before each day, with the interval that chance leaves it',
    view: 'fan',
    query: { metrics: ['win_rate'], grain: 'auto', samples: true, compare: 'none' },
  }),
  won_and_lost: panel({
    title: 'Created, won and lost',
    subtitle: 'Deals of each week',
    view: 'bars',
    query: { metrics: ['opportunities_created', 'deals_won', 'deals_lost'], grain: 'week', compare: 'none' },
    options: { arrange: 'grouped' },
  }),
  stage_conversion: panel({
    title: 'How deals move on',
    subtitle: 'Of the deals that left a stage, the part that went on, and the days they had been there',
    view: 'table',
    query: {
      metrics: ['stage_conversion_rate', 'median_days_in_stage'],
      dimensions: ['stage'],
      samples: true,
      compare: 'none',
      order: [{ key: 'stage_conversion_rate', dir: 'desc' }],
    },
  }),
  lost_reasons: panel({
    title: 'Why deals are lost',
    subtitle: 'Deals that were lost in the period',
    view: 'ranked_bar',
    query: { metrics: ['deals_lost'], dimensions: ['lost_reason'] },
    drill: { dimension: 'rep', title: 'By sales person' },
  }),
  sources: panel({
    title: 'Where deals come from',
    subtitle: 'What was won by source, and how much of what was decided',
    view: 'table',
    query: {
      metrics: ['opportunities_created', 'deals_won', 'revenue_closed', 'win_rate'],
      dimensions: ['source'],
      compare: 'none',
      order: [{ key: 'revenue_closed', dir: 'desc' }],
    },
  }),
  rep_handover: panel({
    title: 'Leads and renewals of sales people',
    subtitle: 'MQLs they were given, those they accepted in time, and what their customers renewed',
    view: 'table',
    query: {
      metrics: ['total_mqls', 'mql_conversion_rate', 'renewal_rate'],
      dimensions: ['rep'],
      filters: { member: 'rep', operator: 'set' },
      compare: 'none',
      order: [{ key: 'total_mqls', dir: 'desc' }],
    },
  }),
  efficiency: panel({
    title: 'Sales against targets',
    subtitle: 'At the end of the period',
    view: 'targets',
    query: { metrics: ['quota_attainment_pct', 'quota_pacing', 'pipeline_coverage_ratio', 'win_rate'], samples: true },
  }),
  activity_course: panel({
    title: 'Activities',
    subtitle: 'Calls, mails and meetings of each period',
    view: 'bars',
    query: { metrics: ['sales_activities'], dimensions: ['activity_type'], grain: 'auto', compare: 'none' },
  }),
} as const
