import { definePlugin, job, page, topic } from '@tessera/plugin-api'
import { z } from 'zod'
import { alerts } from './alerts.ts'
import { dashboards } from './dashboards.ts'
import { dimensions } from './dimensions.ts'
import { metrics } from './metrics.ts'
import { panels } from './panels.ts'
import { permissions } from './permissions.ts'
import { healthFrom } from './score/segment-of.ts'
import { segments } from './segments.ts'
import { settings } from './settings.ts'
import { tables } from './tables.ts'
import { followed } from './followed.ts'

/** Customer success: how healthy accounts are, which of them may leave, and what is done about it. */
export const plugin = definePlugin({
  id: 'customer-success',
  title: 'Customer success',
  domain: 'customer_success',
  icon: 'handshake',
  description: 'How healthy accounts are, which of them may leave, and what is done about it.',
  requires: {
    support: { version: '*', optional: true },
    'product-analytics': { version: '*', optional: true },
    'saas-metrics': { version: '*', optional: true },
  },
  settings,
  permissions,
  dimensions,
  metrics,
  segments,
  panels,
  dashboards,
  alerts,
  tables,
  unified: {
    entity: 'core.account',
    categories: { health_category: { of: 'customer_health_score', from: healthFrom } },
    views: ['account_health_summary'],
  },
  jobs: {
    nightly: job({
      title: 'Scores of the last week',
      description:
        'Reckons the health and churn risk of all accounts for the last seven days, and for days that are missing.',
      per: 'tenant',
      schedule: { cron: '30 1 * * *' },
      timeout: '30m',
    }),
    refresh: job({
      title: 'Scores of yesterday',
      description: 'Reckons yesterday anew, as rows may have come since. Nothing is written where nothing has changed.',
      per: 'tenant',
      schedule: { cron: '20 * * * *' },
      follows: followed,
      timeout: '10m',
    }),
  },
  paths: [
    '/api/dashboard/stats',
    '/api/v1/dashboard/stats',
    '/api/v1/health',
    '/api/analytics/engagement',
    '/api/analytics/churn-risk',
  ],
  pages: {
    accounts: page({ title: 'Accounts', path: 'accounts', icon: 'users', nav: { order: 10 } }),
    account: page({ title: 'Account', path: 'accounts/:accountId', icon: 'user' }),
  },
  topics: {
    account_changed: topic({ title: 'Something was done with an account', data: z.object({ account: z.string() }) }),
    health_changed: topic({ title: 'Scores of accounts have changed', data: z.object({ date: z.iso.date() }) }),
  },
})
