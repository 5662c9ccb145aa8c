import { dashboard } from '@tessera/plugin-api'

/** Dashboards of the plugin. */
export const dashboards = {
  main: dashboard({
    title: 'Sales',
    description: 'What was sold beside the quota, what may still be won, and who does it.',
    revision: 2,
    range: { last: 90, unit: 'day' },
    cards: [
      { panel: 'attainment', x: 0, y: 0, w: 6, h: 5 },
      { panel: 'closed', x: 6, y: 0, w: 6, h: 5 },
      { panel: 'pipeline', x: 12, y: 0, w: 6, h: 5 },
      { panel: 'velocity', x: 18, y: 0, w: 6, h: 5 },
      { panel: 'pipeline_by_stage', x: 0, y: 5, w: 12, h: 5 },
      { panel: 'rep_ranking', x: 12, y: 5, w: 12, h: 5 },
      { panel: 'deal_funnel', x: 0, y: 10, w: 24, h: 8 },
      { panel: 'bookings_vs_quota', x: 0, y: 18, w: 24, h: 7 },
      { panel: 'coverage', x: 0, y: 25, w: 8, h: 6 },
      { panel: 'win_rate', x: 8, y: 25, w: 8, h: 6 },
      { panel: 'forecast', x: 16, y: 25, w: 8, h: 6 },
      { panel: 'top_deals', x: 0, y: 31, w: 12, h: 6 },
      { panel: 'stalled_deals', x: 12, y: 31, w: 12, h: 6 },
      { panel: 'activity_scorecard', x: 0, y: 37, w: 24, h: 5 },
    ],
  }),
  analysis: dashboard({
    title: 'Sales analysis',
    description: 'How the pipeline grows, how deals move on, and why they are lost.',
    revision: 3,
    range: { last: 90, unit: 'day' },
    cards: [
      { panel: 'efficiency', x: 0, y: 0, w: 16, h: 5 },
      { panel: 'leads', x: 16, y: 0, w: 8, h: 5 },
      { panel: 'pipeline_course', x: 0, y: 5, w: 12, h: 6 },
      { panel: 'won_and_lost', x: 12, y: 5, w: 12, h: 6 },
      { panel: 'win_rate_course', x: 0, y: 11, w: 24, h: 6 },
      { panel: 'stage_conversion', x: 0, y: 17, w: 12, h: 6 },
      { panel: 'lost_reasons', x: 12, y: 17, w: 12, h: 6 },
      { panel: 'sources', x: 0, y: 23, w: 12, h: 7 },
      { panel: 'activity_course', x: 12, y: 23, w: 12, h: 7 },
      { panel: 'rep_handover', x: 0, y: 30, w: 24, h: 5 },
    ],
  }),
} as const
