import { dashboard } from '@tessera/plugin-api'

/** Dashboards of the plugin. */
export const dashboards = {
  overview: dashboard({
    title: 'Integration metrics',
    description: 'How people find, connect, use and keep third-party integrations.',
    revision: 1,
    range: { last: 30, unit: 'day' },
    cards: [
      { panel: 'connected_users', x: 0, y: 0, w: 6, h: 4 },
      { panel: 'oauth_success', x: 6, y: 0, w: 6, h: 4 },
      { panel: 'usage_in_chat', x: 12, y: 0, w: 6, h: 4 },
      { panel: 'disconnect_rate', x: 18, y: 0, w: 6, h: 4 },
      { panel: 'funnel', x: 0, y: 4, w: 24, h: 6 },
      { panel: 'connections_by_provider', x: 0, y: 10, w: 12, h: 4 },
      { panel: 'oauth_failure_reasons', x: 12, y: 10, w: 12, h: 4 },
      { panel: 'service_usage', x: 0, y: 14, w: 24, h: 5 },
      { panel: 'key_targets', x: 0, y: 19, w: 24, h: 5 },
      { panel: 'funnel_by_provider', x: 0, y: 24, w: 14, h: 6 },
      { panel: 'failures_by_provider', x: 14, y: 24, w: 10, h: 6 },
    ],
  }),
} as const
