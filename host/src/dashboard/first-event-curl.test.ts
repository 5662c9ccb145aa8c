import { expect, test } from 'vitest'
import { eventSchema } from '@tessera/plugin-api/wire'
import { firstEventCurl, randomUuid } from './first-event-curl.ts'

test('what the command posts is an event the server accepts, dated as told', () => {
  const [id, userId] = [randomUuid(), randomUuid()]
  const curl = firstEventCurl({ origin: 'https://metrics.example', at: '2026-11-20T05:00:00.000Z', id, userId })
  const body: unknown = JSON.parse(/-d '([^']+)'/.exec(curl)?.[1] ?? '')
  expect(curl).toContain('https://metrics.example/api/v1/events')
  expect(body).toMatchObject({ events: [{ id, userId, timestamp: '2026-11-20T05:00:00Z' }] })
  expect(eventSchema.safeParse((body as { events: unknown[] }).events[0]).error).toBeUndefined()
})
