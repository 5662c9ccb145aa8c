import { definePlugin } from '@tessera/plugin-api'
import { alerts } from './alerts.ts'
import { dashboards } from './dashboards.ts'
import { dimensions } from './dimensions.ts'
import { metrics } from './metrics.ts'
import { panels } from './panels.ts'
import { permissions } from './permissions.ts'
import { segments } from './segments.ts'
import { settings } from './settings.ts'
import { tables } from './tables.ts'

/** Support: tickets, and what customers answer when they are asked how satisfied they are. */
export const plugin = definePlugin({
  id: 'support',
  title: 'Support',
  domain: 'support',
  icon: 'life-buoy',
  description: 'Tickets and how fast they are resolved; NPS, CSAT and CES of the customers.',
  settings,
  permissions,
  dimensions,
  metrics,
  segments,
  panels,
  dashboards,
  alerts,
  tables,
  paths: ['/api/metrics/support-overview'],
})
