import { dashboard } from '@tessera/plugin-api'

/** Dashboards of the plugin. */
export const dashboards = {
  product: dashboard({
    title: 'Product',
    description: 'Who uses the product, how often, what for, and who comes back.',
    revision: 2,
    range: { last: 30, unit: 'day' },
    cards: [
      { panel: 'monthly_active', x: 0, y: 0, w: 6, h: 4 },
      { panel: 'stickiness', x: 6, y: 0, w: 6, h: 4 },
      { panel: 'retention', x: 12, y: 0, w: 6, h: 4 },
      { panel: 'crash_free', x: 18, y: 0, w: 6, h: 4 },
      { panel: 'targets', x: 0, y: 4, w: 24, h: 5 },
      { panel: 'active_users', x: 0, y: 9, w: 24, h: 8 },
      { panel: 'user_segments', x: 0, y: 17, w: 10, h: 6 },
      { panel: 'active_days', x: 10, y: 17, w: 7, h: 6 },
      { panel: 'platforms', x: 17, y: 17, w: 7, h: 6 },
      { panel: 'feature_adoption', x: 0, y: 23, w: 24, h: 8 },
      { panel: 'adoption_matrix', x: 0, y: 31, w: 12, h: 9 },
      { panel: 'retention_by_week', x: 12, y: 31, w: 12, h: 9 },
      { panel: 'release_adoption', x: 0, y: 40, w: 24, h: 3 },
    ],
  }),
} as const
