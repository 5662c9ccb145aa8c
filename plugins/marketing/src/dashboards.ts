import { dashboard } from '@tessera/plugin-api'

/** Dashboards of the plugin. */
export const dashboards = {
  overview: dashboard({
    title: 'Marketing',
    description:
      'What is spent and what it returns, which leads and customers come of it, and who visits, opens, reacts and knows the brand.',
    revision: 3,
    range: { last: 30, unit: 'day' },
    cards: [
      { panel: 'spend', x: 0, y: 0, w: 6, h: 5 },
      { panel: 'mqls', x: 6, y: 0, w: 6, h: 5 },
      { panel: 'cost_per_mql', x: 12, y: 0, w: 6, h: 5 },
      { panel: 'conversion', x: 18, y: 0, w: 6, h: 5 },
      { panel: 'roi', x: 0, y: 5, w: 6, h: 5 },
      { panel: 'cac', x: 6, y: 5, w: 6, h: 5 },
      { panel: 'ltv_cac', x: 12, y: 5, w: 6, h: 5 },
      { panel: 'payback', x: 18, y: 5, w: 6, h: 5 },
      { panel: 'targets', x: 0, y: 10, w: 18, h: 5 },
      { panel: 'touches', x: 18, y: 10, w: 6, h: 5 },
      { panel: 'funnel', x: 0, y: 15, w: 24, h: 8 },
      { panel: 'attribution', x: 0, y: 23, w: 12, h: 7 },
      { panel: 'attribution_first', x: 12, y: 23, w: 12, h: 7 },
      { panel: 'returns', x: 0, y: 30, w: 12, h: 5 },
      { panel: 'spend_course', x: 12, y: 30, w: 12, h: 5 },
      { panel: 'platforms', x: 0, y: 35, w: 24, h: 5 },
      { panel: 'campaigns', x: 0, y: 40, w: 24, h: 6 },
      { panel: 'pacing', x: 0, y: 46, w: 12, h: 6 },
      { panel: 'cac_course', x: 12, y: 46, w: 12, h: 6 },
      { panel: 'sources', x: 0, y: 52, w: 24, h: 7 },
      { panel: 'scores', x: 0, y: 59, w: 12, h: 6 },
      { panel: 'cohorts', x: 12, y: 59, w: 12, h: 6 },
      { panel: 'visits', x: 0, y: 65, w: 12, h: 7 },
      { panel: 'website', x: 12, y: 65, w: 12, h: 7 },
      { panel: 'mails', x: 0, y: 72, w: 24, h: 4 },
      { panel: 'bounces', x: 0, y: 76, w: 12, h: 7 },
      { panel: 'brand_course', x: 12, y: 76, w: 12, h: 7 },
      { panel: 'social', x: 0, y: 83, w: 12, h: 5 },
      { panel: 'brand', x: 12, y: 83, w: 12, h: 5 },
    ],
  }),
} as const
