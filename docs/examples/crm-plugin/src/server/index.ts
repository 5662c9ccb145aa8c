import { defineServer, fact, numberProperty, property, sum, type EventRow } from '@tessera/plugin-api/server'
import { planners } from '@tessera/plugin-quotas/extend'
import { z } from 'zod'
import { plugin } from '../plugin.ts'
import { demo } from './demo.ts'
import { propose } from './propose.ts'

const opened = fact<EventRow>({
  name: 'opened',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  where: (eb) => eb('event', '=', 'crm_deal_opened'),
  dimensions: { 'quotas.team': () => property('team') },
})

export default defineServer(plugin, {
  events: {
    crm_deal_opened: { properties: z.object({ team: z.string().min(1).max(100), amount: z.number().min(0) }) },
  },
  supplies: { 'quotas.pipeline': sum(opened, () => numberProperty('amount')) },
  contributions: [planners.server('crm', { propose })],
  demo,
})
