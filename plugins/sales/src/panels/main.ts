import { panel } from '@tessera/plugin-api'

const card = (metric: string) => ({ view: 'big_number', query: { metrics: [metric], samples: true } }) as const
const byRep = { dimension: 'rep', title: 'By sales person' } as const

/** Panels of the main dashboard. */
export const mainPanels = {
  attainment: panel({
    ...card('quota_attainment_pct'),
    title: 'Quota attainment',
    subtitle: 'Of the running quota period',
    drill: byRep,
  }),
  closed: panel({ ...card('revenue_closed_mtd'), title: 'Closed revenue', subtitle: 'Month to date', drill: byRep }),
  pipeline: panel({ ...card('total_pipeline_value'), title: 'Pipeline', subtitle: 'Open at the end', drill: byRep }),
  velocity: panel({ ...card('pipeline_velocity'), title: 'Pipeline velocity', subtitle: 'A day', drill: byRep }),
  coverage: panel({
    title: 'Pipeline coverage',
    subtitle: 'Of what is left of the quota',
    view: 'gauge',
    query: { metrics: ['pipeline_coverage_ratio'] },
  }),
  win_rate: panel({
    title: 'Win rate',
    subtitle: 'Of 90 days',
    view: 'gauge',
    query: { metrics: ['win_rate'], samples: true },
  }),
  pipeline_by_stage: panel({
    title: 'Pipeline by stage',
    subtitle: 'Amount of open deals, and their number',
    view: 'ranked_bar',
    query: { metrics: ['total_pipeline_value', 'open_opportunities'], dimensions: ['stage'] },
    options: { secondary: 'open_opportunities' },
    drill: byRep,
  }),
  deal_funnel: panel({
    title: 'How far deals come',
    subtitle: 'Of the deals created in the period, those that have come to each stage by now',
    view: 'funnel',
    query: {
      metrics: [
        'opportunities_created',
        'deals_to_stage_2',
        'deals_to_stage_3',
        'deals_to_stage_4',
        'created_deals_won',
      ],
    },
    options: { steps: ['Created', '2nd stage', '3rd stage', '4th stage', 'Won'] },
  }),
  rep_ranking: panel({
    title: 'Ranking of sales people',
    subtitle: 'Closed revenue of the period, and deals won',
    view: 'ranked_bar',
    query: { metrics: ['revenue_closed', 'deals_won'], dimensions: ['rep'] },
    options: { secondary: 'deals_won' },
    drill: { dimension: 'deal_type', title: 'By kind of deal' },
  }),
  bookings_vs_quota: panel({
    title: 'Bookings and quota',
    subtitle: 'Since the start of the quota period, up to each day',
    view: 'line',
    query: { metrics: ['bookings_to_date', 'quota_to_date', 'quota_of_period'], grain: 'auto', compare: 'none' },
    options: { stepped: 'quota_of_period' },
  }),
  top_deals: panel({
    title: 'Largest open deals',
    subtitle: 'By amount',
    view: 'table',
    query: {
      metrics: ['total_pipeline_value'],
      dimensions: ['deal', 'stage', 'rep'],
      compare: 'none',
      order: [{ key: 'total_pipeline_value', dir: 'desc' }],
      limit: 5,
    },
  }),
  stalled_deals: panel({
    title: 'Stalled deals',
    subtitle: 'Too long in their stage',
    view: 'table',
    query: {
      metrics: ['stalled_pipeline_value'],
      dimensions: ['deal', 'stage', 'rep'],
      filters: { member: 'stalled_pipeline_value', operator: 'gt', values: [0] },
      compare: 'none',
      order: [{ key: 'stalled_pipeline_value', dir: 'desc' }],
      limit: 12,
    },
  }),
  activity_scorecard: panel({
    title: 'Scorecard of sales people',
    subtitle: 'What they do and what comes of it',
    view: 'table',
    query: {
      metrics: [
        'quota_attainment_pct',
        'bookings_to_date',
        'total_pipeline_value',
        'win_rate',
        'avg_sales_cycle_days',
        'calls_made_30d',
        'emails_sent_30d',
        'meetings_held_30d',
      ],
      dimensions: ['rep'],
      compare: 'none',
      order: [{ key: 'bookings_to_date', dir: 'desc' }],
    },
  }),
  forecast: panel({
    title: 'Forecast',
    subtitle: 'Bookings at the end of the quota period as foreseen each day, by a model that is still to come',
    view: 'fan',
    query: { metrics: ['forecast_amount', 'forecast_low', 'forecast_high'], grain: 'auto', compare: 'none' },
    options: { low: 'forecast_low', high: 'forecast_high' },
  }),
  leads: panel({
    title: 'Leads and renewals',
    subtitle: 'What marketing hands over, and what customers renew',
    view: 'targets',
    query: { metrics: ['renewal_rate', 'mql_conversion_rate'], samples: true },
  }),
} as const
