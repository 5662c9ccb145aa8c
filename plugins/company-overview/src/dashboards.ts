import { dashboard } from '@tessera/plugin-api'

/** Dashboards of the plugin. */
export const dashboards = {
  executive: dashboard({
    title: 'Executive',
    description:
      'Revenue, customers, use and sales at a glance: what is well, what is not, and where revenue is at risk.',
    revision: 1,
    range: { last: 30, unit: 'day' },
    cards: [
      { panel: 'mrr', x: 0, y: 0, w: 6, h: 5 },
      { panel: 'customers', x: 6, y: 0, w: 6, h: 5 },
      { panel: 'health', x: 12, y: 0, w: 6, h: 5 },
      { panel: 'retention', x: 18, y: 0, w: 6, h: 5 },
      { panel: 'mrr_course', x: 0, y: 5, w: 12, h: 6 },
      { panel: 'active_users', x: 12, y: 5, w: 12, h: 6 },
      { panel: 'health_by_segment', x: 0, y: 11, w: 12, h: 6 },
      { panel: 'coverage', x: 12, y: 11, w: 6, h: 6 },
      { panel: 'win_rate', x: 18, y: 11, w: 6, h: 6 },
      { panel: 'customer-success.at_risk_customers', x: 0, y: 17, w: 14, h: 9 },
      { panel: 'saas-metrics.waterfall', x: 14, y: 17, w: 10, h: 9 },
    ],
  }),
  overview: dashboard({
    title: 'Company overview',
    description: 'The figures that matter most of every domain, beside their targets.',
    revision: 2,
    range: { last: 30, unit: 'day' },
    cards: [
      { panel: 'revenue', x: 0, y: 0, w: 12, h: 11 },
      { panel: 'accounts', x: 12, y: 0, w: 12, h: 6 },
      { panel: 'tickets', x: 12, y: 6, w: 12, h: 5 },
      { panel: 'sales', x: 0, y: 11, w: 12, h: 6 },
      { panel: 'marketing', x: 12, y: 11, w: 12, h: 6 },
      { panel: 'product', x: 0, y: 17, w: 12, h: 6 },
      { panel: 'service', x: 12, y: 17, w: 12, h: 6 },
      { panel: 'integrations', x: 0, y: 23, w: 12, h: 4 },
      { panel: 'sales.forecast', x: 12, y: 23, w: 12, h: 4 },
      { panel: 'countries', x: 0, y: 27, w: 16, h: 8 },
      { panel: 'regions', x: 16, y: 27, w: 8, h: 8 },
    ],
  }),
} as const
