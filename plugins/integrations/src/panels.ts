import { panel } from '@tessera/plugin-api'

/** Panels of the plugin; all are drawn by views every host has. */
export const panels = {
  connected_users: panel({
    title: 'Connected users',
    subtitle: 'At the end',
    view: 'big_number',
    query: { metrics: ['connected_users'] },
  }),
  oauth_success: panel({
    title: 'OAuth success',
    subtitle: 'Per attempt',
    view: 'big_number',
    query: { metrics: ['oauth_attempt_success_rate'], samples: true },
  }),
  usage_in_chat: panel({
    title: 'Usage in chat',
    subtitle: 'Of all chats',
    view: 'big_number',
    query: { metrics: ['integration_chat_share'], samples: true },
  }),
  disconnect_rate: panel({
    title: 'Disconnect rate',
    subtitle: 'Of users',
    view: 'big_number',
    query: { metrics: ['disconnect_rate'], samples: true },
  }),
  funnel: panel({
    title: 'Integration funnel',
    subtitle: 'Users who reach each step in order, within 30 days of their first view',
    view: 'funnel',
    query: { metrics: ['funnel_viewed', 'funnel_clicked', 'funnel_completed', 'funnel_used'] },
    options: { steps: ['Viewed', 'Connect clicked', 'OAuth complete', 'Used in chat'] },
    drill: { dimension: 'provider', title: 'By provider' },
  }),
  connections_by_provider: panel({
    title: 'Connections by provider',
    subtitle: 'Share of connections open at the end of the period, and their number',
    view: 'ranked_bar',
    query: {
      metrics: ['connection_share', 'open_connections'],
      dimensions: ['provider'],
      order: [{ key: 'connection_share', dir: 'desc' }],
    },
    options: { secondary: 'open_connections', top: 6 },
    drill: { dimension: 'core.segment', title: 'By segment' },
  }),
  oauth_failure_reasons: panel({
    title: 'OAuth failure reasons',
    subtitle: 'Share of all failed attempts in the period, and their number',
    view: 'ranked_bar',
    query: {
      metrics: ['failure_share', 'oauth_failures'],
      dimensions: ['error_type'],
      order: [{ key: 'failure_share', dir: 'desc' }],
    },
    options: { secondary: 'oauth_failures', top: 6 },
    drill: { dimension: 'provider', title: 'By provider' },
  }),
  service_usage: panel({
    title: 'Service usage',
    subtitle: 'Share of all uses in chats in the period, and their number',
    view: 'ranked_bar',
    query: {
      metrics: ['service_share', 'service_usage'],
      dimensions: ['service'],
      order: [{ key: 'service_share', dir: 'desc' }],
    },
    options: { secondary: 'service_usage', top: 5 },
    drill: { dimension: 'provider', title: 'By provider' },
  }),
  key_targets: panel({
    title: 'Key metrics against targets',
    subtitle: 'Funnel rates of users who viewed in the period; retention of connections that turned 30 days in it',
    view: 'targets',
    query: {
      metrics: ['connection_rate', 'oauth_success_rate', 'usage_rate', 'connection_retention_30d'],
      samples: true,
    },
  }),
  funnel_by_provider: panel({
    title: 'Connection funnel by provider',
    subtitle: 'Users who reach each step with one provider, and completed over clicked',
    view: 'table',
    query: {
      metrics: ['funnel_viewed', 'funnel_clicked', 'funnel_completed', 'funnel_used', 'oauth_success_rate'],
      dimensions: ['provider'],
      compare: 'none',
      order: [{ key: 'funnel_clicked', dir: 'desc' }],
    },
  }),
  failures_by_provider: panel({
    title: 'OAuth failures by provider',
    subtitle: "Failed attempts by provider and reason, and each reason's share of its provider's failures",
    view: 'table',
    query: {
      metrics: ['oauth_failures', 'failure_share_by_reason'],
      dimensions: ['provider', 'error_type'],
      compare: 'none',
      order: [{ key: 'oauth_failures', dir: 'desc' }],
    },
  }),
  disconnect_reasons: panel({
    title: 'Why connections end',
    subtitle: 'Connections that ended in the period, by the reason given',
    view: 'ranked_bar',
    query: {
      metrics: ['disconnections'],
      dimensions: ['disconnect_reason'],
      order: [{ key: 'disconnections', dir: 'desc' }],
    },
    drill: { dimension: 'provider', title: 'By provider' },
  }),
} as const
