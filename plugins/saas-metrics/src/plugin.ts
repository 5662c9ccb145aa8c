import { definePlugin } from '@tessera/plugin-api'
import { alerts } from './alerts.ts'
import { dashboards } from './dashboards.ts'
import { dimensions } from './dimensions.ts'
import { metrics } from './metrics.ts'
import { panels } from './panels.ts'
import { permissions } from './permissions.ts'
import { settings } from './settings.ts'
import { tables } from './tables.ts'
import { webhooks } from './webhooks.ts'

/** What a company that sells subscriptions runs by: revenue and its movements, activation, use and health of the service. */
export const plugin = definePlugin({
  id: 'saas-metrics',
  title: 'SaaS metrics',
  domain: 'saas',
  icon: 'layers',
  description: 'Recurring revenue and its movements, churn, activation, use and health of the service.',
  requires: { support: { version: '*', optional: true } },
  settings,
  permissions,
  dimensions,
  metrics,
  panels,
  dashboards,
  alerts,
  tables,
  unified: { views: { usage_logs: 'api_requests' } },
  webhooks,
  paths: [
    '/api/metrics/summary',
    '/api/metrics/daily',
    '/api/metrics/activation-funnel',
    '/api/metrics/revenue-breakdown',
    '/api/metrics/error-overview',
    '/api/analytics/export/usage',
    '/api/analytics/export/agent-sessions',
  ],
})
