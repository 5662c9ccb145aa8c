import { fact, type EventRow } from '@tessera/plugin-api/server'

export const events = fact<EventRow>({
  name: 'events',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  where: (eb) => eb('evnet', '=', 'seen'),
})
