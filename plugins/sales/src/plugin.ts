import { definePlugin } from '@tessera/plugin-api'
import { alerts } from './alerts.ts'
import { dashboards } from './dashboards.ts'
import { dimensions } from './dimensions.ts'
import { metrics } from './metrics.ts'
import { panels } from './panels.ts'
import { permissions } from './permissions.ts'
import { settings } from './settings.ts'
import { tables } from './tables.ts'

/** Sales: what may be won, what was, who sold it, and what they were to sell. */
export const plugin = definePlugin({
  id: 'sales',
  title: 'Sales',
  domain: 'sales',
  icon: 'briefcase',
  description: 'Deals and their stages, what was won beside the quotas, and what sales people do.',
  requires: {
    'saas-metrics': { version: '*', optional: true },
    marketing: { version: '*', optional: true },
  },
  settings,
  permissions,
  dimensions,
  metrics,
  panels,
  dashboards,
  alerts,
  tables,
  unified: { entity: 'rep' },
})
