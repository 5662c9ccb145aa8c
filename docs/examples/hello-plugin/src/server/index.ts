import { count, defineServer, fact, property, type EventRow } from '@tessera/plugin-api/server'
import { plugin } from '../plugin.ts'

/** Greetings among the events that programs post to /api/v1/events. */
const greeted = fact<EventRow>({
  name: 'greeted',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  where: (eb) => eb('event', '=', 'hello_greeted'),
  dimensions: { language: () => property('language') },
})

export default defineServer(plugin, {
  metrics: { greetings: count(greeted) },
})
