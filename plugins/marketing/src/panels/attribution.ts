import { panel } from '@tessera/plugin-api'

const quarter = { last: 90, unit: 'day' } as const
const byChannel = {
  metrics: ['attributed_revenue', 'attribution_share'],
  dimensions: ['channel'],
  order: [{ key: 'attributed_revenue', dir: 'desc' }],
  range: quarter,
} as const

/** Panels about which touches won deals go back to. */
export const attributionPanels = {
  roi: panel({
    title: 'ROI',
    subtitle: 'In 90 days',
    view: 'big_number',
    query: { metrics: ['overall_roi'], range: quarter },
    drill: { dimension: 'platform', title: 'By platform' },
  }),
  touches: panel({
    title: 'Touches',
    subtitle: 'On the average, in 90 days',
    view: 'big_number',
    query: { metrics: ['avg_touchpoints_to_conversion'], range: quarter },
  }),
  attribution: panel({
    title: 'Revenue by channel',
    subtitle: 'By the model of the settings, in 90 days',
    view: 'ranked_bar',
    query: byChannel,
    options: { secondary: 'attribution_share' },
    drill: { dimension: 'campaign', title: 'By campaign' },
  }),
  attribution_first: panel({
    title: 'Revenue by first touch',
    subtitle: 'By how deals began, in 90 days',
    view: 'ranked_bar',
    query: { ...byChannel, rules: { attributionModel: 'first' } },
    options: { secondary: 'attribution_share' },
    drill: { dimension: 'campaign', title: 'By campaign' },
  }),
  returns: panel({
    title: 'Return by platform',
    subtitle: 'What was spent, and what it is credited, in 90 days',
    view: 'table',
    query: {
      metrics: ['ad_spend', 'paid_attributed_revenue', 'overall_roi', 'roas'],
      dimensions: ['platform'],
      filters: { member: 'platform', operator: 'set' },
      compare: 'none',
      range: quarter,
      order: [{ key: 'ad_spend', dir: 'desc' }],
    },
  }),
} as const
