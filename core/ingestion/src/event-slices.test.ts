import fc from 'fast-check'
import { maxBatch } from '@tessera/plugin-api/wire'
import { expect, test } from 'vitest'
import { findEvents } from './find-events.ts'
import { largestEvent, readSlices, UnreadEvent } from './event-slices.ts'

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

test('an event that is not UTF-8 is refused alone, not stored with other letters', async () => {
  const wrong = [[0xc3, 0x28], [0xff], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf0, 0x9f], [0xf5, 0x80, 0x80, 0x80]]
  for (const bytes of wrong) {
    const body = Buffer.concat([Buffer.from('{"events":["ä",["é'), Buffer.from(bytes), Buffer.from('"],"\uFFFD"]}')])
    const [before, unread, after] = await read(body)
    expect([before, after]).toEqual(['ä', '\uFFFD'])
    expect(unread).toBeInstanceOf(UnreadEvent)
    expect(unread).toMatchObject({ code: 'event_malformed', reason: expect.stringContaining('byte 4 ') })
  }
})

test('what is not UTF-8 beside the events refuses the body, and says where', async () => {
  const body = Buffer.concat([Buffer.from('{"events":["ä"],"é'), Buffer.from([0xff]), Buffer.from('":1}')])
  await expect(read(body)).rejects.toMatchObject({
    code: 'body_malformed',
    message: expect.stringContaining('byte 20 '),
  })
})

test('numbers stay as they are written', async () => {
  const events = ['9007199254740993', '{"a":[1e400,-0.1,12345678901234567890123]}', '1']
  expect(JSON.stringify(await read(bodyOf(events)))).toBe(`[${events.join(',')}]`)
  expect(JSON.stringify(await read(`{"events":[1],"events":[${events.join(',')}]}`))).toBe(`[${events.join(',')}]`)
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
  expect(oversized).toMatchObject({ code: 'event_too_large', reason: expect.stringContaining(String(large.length)) })
})
