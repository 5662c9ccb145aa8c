import { dashboard } from '@tessera/plugin-api'

/** Dashboards of the plugin. */
export const dashboards = {
  main: dashboard({
    title: 'Customer success',
    description: 'How healthy accounts are, and which of them may leave.',
    revision: 1,
    range: { last: 30, unit: 'day' },
    cards: [{ panel: 'accounts', x: 0, y: 0, w: 6, h: 5 }],
  }),
} as const
