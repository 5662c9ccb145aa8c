import { expect, test } from 'vitest'
import { checkBatch, largestEvent, readSlices } from '@tessera/ingestion'
import { ingestShape } from './shapes.ts'

test('the description knows every code an event is rejected with', async () => {
  const at = new Date().toISOString()
  const events = [
    1,
    { id: 'a', event: 'x', timestamp: '1999-01-01T00:00:00Z' },
    { id: 'b', event: 'x', timestamp: at, properties: { text: '\0' } },
    { id: 'c', event: 'x', timestamp: at, properties: { text: 'x'.repeat(largestEvent) } },
  ]
  const { rejected } = await checkBatch(
    await readSlices(Buffer.from(JSON.stringify({ events }))),
    new Map(),
    new Date(at),
  )
  expect(rejected.map(({ code }) => code)).toEqual([
    'invalid_event',
    'timestamp_out_of_range',
    'invalid_properties',
    'event_too_large',
  ])
  expect(ingestShape.safeParse({ accepted: 0, duplicate: 0, rejected })).toMatchObject({ success: true })
})
