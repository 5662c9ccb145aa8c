import { definePlugin } from '@tessera/plugin-api'
import { alerts } from './alerts.ts'
import { dashboards } from './dashboards.ts'
import { dimensions } from './dimensions.ts'
import { events } from './events.ts'
import { metrics } from './metrics.ts'
import { panels } from './panels.ts'
import { permissions } from './permissions.ts'
import { settings } from './settings.ts'
import { tables } from './tables.ts'

/** Marketing: what is spent, which leads and customers come of it, and who visits, opens, reacts and knows the brand. */
export const plugin = definePlugin({
  id: 'marketing',
  title: 'Marketing',
  domain: 'marketing',
  icon: 'megaphone',
  description:
    'Campaigns and their spend, leads and what becomes of them, the website, mails, social networks and the brand.',
  requires: { 'saas-metrics': { version: '*', optional: true }, sales: { version: '*', optional: true } },
  unified: {
    parts: {
      ad_spend_by_platform: { of: 'ad_spend', by: 'platform' },
      roi_by_platform: { of: 'overall_roi', by: 'platform' },
      top_channels_by_attribution: { of: 'attribution_share', by: 'channel' },
    },
  },
  settings,
  permissions,
  dimensions,
  metrics,
  panels,
  dashboards,
  alerts,
  events,
  tables,
})
