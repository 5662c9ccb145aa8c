import { count, defineServer, fact, fixture, property, type EventRow } from '@tessera/plugin-api/server'
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

/** Three greetings and a farewell; the last greeting belongs to the day after in Tokyo. */
const events = [
  { id: '1', event: 'hello_greeted', timestamp: '2026-10-05T09:00:00Z', properties: { language: 'de' } },
  { id: '2', event: 'hello_greeted', timestamp: '2026-10-05T10:00:00Z', properties: { language: 'fr' } },
  { id: '3', event: 'hello_greeted', timestamp: '2026-10-05T16:00:00Z', properties: { language: 'de' } },
  { id: '4', event: 'hello_left', timestamp: '2026-10-05T17:00:00Z', properties: { language: 'de' } },
]

export default defineServer(plugin, {
  metrics: { greetings: count(greeted) },
  fixtures: {
    greetings: [
      fixture({
        title: 'Greetings count by language, other events do not',
        asOf: '2026-10-06T12:00:00Z',
        given: { events },
        ask: { dimensions: ['language'] },
        expect: [
          { language: 'de', value: 2 },
          { language: 'fr', value: 1 },
        ],
      }),
      fixture({
        title: 'A greeting late in the day belongs to the next day in Tokyo',
        asOf: '2026-10-06T12:00:00Z',
        tenant: { timeZone: 'Asia/Tokyo' },
        given: { events },
        ask: { time: { range: { from: '2026-10-05', to: '2026-10-07' }, grain: 'day' } },
        expect: [
          { time: '2026-10-05', value: 2 },
          { time: '2026-10-06', value: 1 },
        ],
      }),
    ],
  },
})
