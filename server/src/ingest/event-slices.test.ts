import fc from 'fast-check'
import { maxBatch } from '@tessera/plugin-api/wire'
import { expect, test } from 'vitest'
import { findEvents } from './find-events.ts'
import { largestEvent, OversizedEvent, readSlices } from './event-slices.ts'

const read = async (text: string | Buffer) => {
  const { count, slices } = await readSlices(Buffer.from(text))
  const events = [...slices].flat()
  expect(count).toBe(events.length)
  return events
}
const bodyOf = (events: readonly string[]) => `{"events":[${events.join(',')}]}`

test('what comes out is what JSON.parse makes of it, however it is written', async () => {
  const space = fc.constantFrom('', ' ', '\n\t', '\r\n  ')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue()), space, fc.boolean(), async (values, gap, pretty) => {
      const events = values.map((value) => JSON.stringify(value, null, pretty ? 2 : 0))
      const body = `${gap}{${gap}"events"${gap}:${gap}[${gap}${events.join(`${gap},${gap}`)}${gap}]${gap}}${gap}`
      expect(await read(body)).toEqual(values.map((value) => JSON.parse(JSON.stringify(value)) as unknown))
    }),
  )
})

test.each([
  ['brackets and quotes in texts', bodyOf([String.raw`"]}\\\"[{"`, '"a,b"'])],
  ['a byte order mark', `\uFEFF${bodyOf(['1'])}`],
  ['the name written with escapes', String.raw`{"\u0065vents":[1,{"a":2}]}`],
  ['the name twice: the last counts', '{"events":[1],"events":[2,3]}'],
  ['no events', '{"events":[ ]}'],
])('%s', async (_, body) => {
  expect(await read(body)).toEqual((JSON.parse(body.replace('\uFEFF', '')) as { events: unknown[] }).events)
})

test('thousands of events across many megabytes keep their places', async () => {
  const events = Array.from({ length: 9_999 }, (_, index) => ({ index, text: '"]},'.repeat(300) }))
  expect(await read(JSON.stringify({ events }))).toEqual(events)
})

test('of a body of millions of events their number is known, and no more of their places than a batch has; others get their turns', async () => {
  const body = Buffer.from(`{"events":[${'1,'.repeat(1_000_000)}1]}`)
  let [turns, isOver] = [0, false]
  const turn = () => {
    turns += 1
    if (!isOver) setImmediate(turn)
  }
  turn()
  const found = await findEvents(body).finally(() => (isOver = true))
  expect(turns).toBeGreaterThan(90)
  expect(found?.count).toBe(1_000_001)
  expect(found?.bounds).toHaveLength(2 * maxBatch)
})

test.each([
  '{"events":[1,2',
  '{"events":[1,]}',
  '{"events":[,1]}',
  '{"events":[1]}}',
  '{"events":[1 2]}',
  '{"events":[{"a":1],[{"b":2}]}',
  '{"events":["a]}',
  '',
  'nothing',
])('%s is refused as no JSON', async (body) => {
  await expect(read(body)).rejects.toMatchObject({ code: 'body_malformed' })
})

test('text that is not UTF-8 is refused, not stored with other letters', async () => {
  const body = Buffer.concat([Buffer.from('{"events":["'), Buffer.from([0xc3, 0x28]), Buffer.from('"]}')])
  await expect(read(body)).rejects.toMatchObject({ code: 'body_malformed' })
})

test.each(['{"events":{}}', '[]', '{"events":[],"more":1}', 'null', `{"more":"${'x'.repeat(300_000)}"}`])(
  '%.40s is refused as no batch',
  async (body) => {
    await expect(read(body)).rejects.toMatchObject({ code: 'input_invalid' })
  },
)

test('an event beyond all measure is not read, those beside it are', async () => {
  const large = `[${'['.repeat(largestEvent)}${']'.repeat(largestEvent)}]`
  const [before, oversized, after] = await read(bodyOf(['1', large, '2']))
  expect([before, after]).toEqual([1, 2])
  expect(oversized).toEqual(new OversizedEvent(large.length))
})
