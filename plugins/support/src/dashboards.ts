import { dashboard } from '@tessera/plugin-api'

/** Dashboards of the plugin. */
export const dashboards = {
  overview: dashboard({
    title: 'Support',
    description: 'Tickets and waiting times, and how satisfied customers are.',
    revision: 1,
    range: { last: 30, unit: 'day' },
    cards: [
      { panel: 'open', x: 0, y: 0, w: 6, h: 5 },
      { panel: 'resolution', x: 6, y: 0, w: 6, h: 5 },
      { panel: 'csat', x: 12, y: 0, w: 6, h: 5 },
      { panel: 'nps', x: 18, y: 0, w: 6, h: 5 },
      { panel: 'targets', x: 0, y: 5, w: 24, h: 5 },
      { panel: 'volume', x: 0, y: 10, w: 12, h: 6 },
      { panel: 'backlog', x: 12, y: 10, w: 12, h: 6 },
      { panel: 'by_priority', x: 0, y: 16, w: 12, h: 4 },
      { panel: 'by_category', x: 12, y: 16, w: 12, h: 4 },
      { panel: 'times', x: 0, y: 20, w: 12, h: 6 },
      { panel: 'nps_course', x: 12, y: 20, w: 12, h: 6 },
      { panel: 'nps_gauge', x: 0, y: 26, w: 6, h: 5 },
      { panel: 'nps_groups', x: 6, y: 26, w: 8, h: 5 },
      { panel: 'satisfaction', x: 14, y: 26, w: 10, h: 5 },
      { panel: 'by_team', x: 0, y: 31, w: 24, h: 9 },
    ],
  }),
} as const
