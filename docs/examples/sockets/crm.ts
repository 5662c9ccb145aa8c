import { definePlugin } from '@tessera/plugin-api'
import { defineServer, fact, numberProperty, property, sum, type EventRow } from '@tessera/plugin-api/server'
// A package of its own writes '@tessera/plugin-quotas/extend'.
import { sources } from '../quotas-plugin/src/extend.ts'

/** A plugin that knows a CRM: a source of deals for the plugin quotas, and what its pipeline is. */
export const crm = definePlugin({
  id: 'crm',
  title: 'CRM',
  requires: { quotas: '^0.1.0' },
  contributes: [sources.contribute('crm', { title: 'Our CRM' })],
})

const opened = fact<EventRow>({
  name: 'opened',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  where: (eb) => eb('event', '=', 'crm_deal_opened'),
  dimensions: { 'quotas.team': () => property('team') },
})

export const server = defineServer(crm, {
  supplies: { 'quotas.pipeline': sum(opened, () => numberProperty('amount')) },
})
