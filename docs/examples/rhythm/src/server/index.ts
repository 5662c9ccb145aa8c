import { count, defineServer, fact, fixture, type EventRow } from '@tessera/plugin-api/server'
import { plugin } from '../plugin.ts'

const posted = fact<EventRow>({
  name: 'posted',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
})

export default defineServer(plugin, {
  metrics: { events: count(posted) },
  fixtures: {
    events: [
      fixture({
        title: 'Two events on a Monday morning and one in the evening count by their hours',
        asOf: '2026-10-06T12:00:00Z',
        given: {
          events: ['08:00', '08:59', '19:30'].map((time, at) => ({
            id: `event ${at}`,
            event: 'anything',
            timestamp: `2026-10-05T${time}:00Z`,
          })),
        },
        ask: { dimensions: ['core.hour_of_day'] },
        expect: [
          { 'core.hour_of_day': 8, value: 2 },
          { 'core.hour_of_day': 19, value: 1 },
        ],
      }),
    ],
  },
})
