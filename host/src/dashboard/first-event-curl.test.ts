import { expect, test } from 'vitest'
import { eventSchema } from '@tessera/plugin-api/wire'
import { firstEventCurl, randomUuid } from './first-event-curl.ts'

test('what the command posts is an event the server accepts, dated as told', () => {
  const [id, userId] = [randomUuid(), randomUuid()]
  const about = { origin: 'https://metrics.example', event: 'deal_won', at: '2026-11-20T05:00:00.000Z' }
  const curl = firstEventCurl({ ...about, properties: { seller: "Conan O'Brien" }, id, userId })
  const body: unknown = JSON.parse(/-d '(.+)'$/s.exec(curl)?.[1]?.replaceAll(String.raw`'\''`, "'") ?? '')
  expect(curl).toContain('https://metrics.example/api/v1/events')
  expect(body).toMatchObject({
    events: [
      { id, userId, event: 'deal_won', timestamp: '2026-11-20T05:00:00Z', properties: { seller: "Conan O'Brien" } },
    ],
  })
  expect(eventSchema.safeParse((body as { events: unknown[] }).events[0]).error).toBeUndefined()
})
