import { definePlugin, page } from '@tessera/plugin-api'
import { dashboards } from './dashboards.ts'
import { dimensions } from './dimensions.ts'
import { events } from './events.ts'
import { metrics } from './metrics.ts'
import { panels } from './panels.ts'
import { settings } from './settings.ts'
import { tables } from './tables.ts'

/** How the product is used: who comes, how often, what for, who stays, and what goes wrong. */
export const plugin = definePlugin({
  id: 'product-analytics',
  title: 'Product analytics',
  description: 'How the product is used: who comes, how often, what for, who stays, and what goes wrong.',
  domain: 'product',
  icon: 'activity',
  requires: {
    // why: who did something with an integration in the demo data is active in the product
    integrations: { version: '*', optional: true },
  },
  settings,
  dimensions,
  metrics,
  panels,
  dashboards,
  events,
  pages: {
    experiments: page({ title: 'Experiments', path: 'experiments', icon: 'target', nav: { order: 10 } }),
  },
  tables,
  unified: { views: { features: 'known_features' } },
})
