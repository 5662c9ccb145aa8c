import { definePlugin, page } from '@tessera/plugin-api'
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
  pages: {
    pipeline: page({ title: 'Pipeline', path: 'pipeline', icon: 'list', nav: { order: 10 } }),
    deal: page({ title: 'Deal', path: 'deals/:dealId', icon: 'briefcase' }),
    reps: page({ title: 'Sales people', path: 'reps', icon: 'users', nav: { order: 20 } }),
    rep: page({ title: 'Sales person', path: 'reps/:repId', icon: 'user' }),
  },
})
