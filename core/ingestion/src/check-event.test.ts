import fc from 'fast-check'
import { parseExactly, writtenNumber } from '@tessera/plugin-api/server'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { checkEvent } from './check-event.ts'

const types = new Map([['paid', { properties: z.object({ amount: z.number().positive() }), needsUser: true }]])
const now = Date.parse('2026-11-20T12:00:00Z')
const good = {
  id: '0190e6f0-3b1e-7c3a-9b1a-2f4c5d6e7f80',
  event: 'paid',
  timestamp: '2026-11-19T12:00:00+02:00',
  userId: '0190e6f0-3b1e-7c3a-9b1a-2f4c5d6e7f81',
  properties: { amount: 3 },
}
const codeOf = (raw: unknown) => {
  const checked = checkEvent(raw, types, now)
  return 'rejection' in checked ? checked.rejection.code : null
}

test('a right event passes, its id in lower case', () => {
  expect(checkEvent({ ...good, id: good.id.toUpperCase() }, types, now)).toEqual({
    event: { ...good, sourceIds: null },
  })
})

test('an id that is no UUID stands for the same one each time, and is kept beside it', () => {
  const check = (more: object) => checkEvent({ ...good, ...more }, types, now)
  const first = check({ id: 'order-17', userId: 'user 42' })
  expect(first).toEqual(check({ id: 'order-17', userId: 'user 42' }))
  expect(first).toMatchObject({
    event: {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      userId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      sourceIds: { id: 'order-17', userId: 'user 42' },
    },
  })
  expect(first).not.toEqual(check({ id: 'order-18', userId: 'user 42' }))
})

test.each([
  ['invalid_event', { ...good, id: '' }],
  ['invalid_event', { ...good, id: 1.7 }],
  ['invalid_event', { ...good, userId: 'a\0b' }],
  ['invalid_event', { ...good, event: '' }],
  ['invalid_event', { ...good, timestamp: '2026-11-19' }],
  ['invalid_event', { ...good, tenantId: good.id }],
  ['invalid_event', null],
  ['invalid_properties', { ...good, properties: { amount: -1 } }],
  ['invalid_properties', { ...good, properties: { amount: 1.7e308 } }],
  ['invalid_properties', { ...good, properties: { amount: 1, more: [-1.7e308] } }],
  ['invalid_properties', { ...good, event: 'unknown', properties: { text: 'a\0b' } }],
  ['invalid_properties', { ...good, event: 'unknown', properties: { text: '\ud800' } }],
  ['invalid_properties', { ...good, properties: JSON.parse('{"amount":1e400}') as object }],
  ['invalid_properties', { ...good, event: 'unknown', properties: JSON.parse('{"a":[-1e400]}') as object }],
  ['invalid_properties', { ...good, event: 'unknown', properties: { list: Array.from({ length: 2_000 }, () => 0) } }],
  ['invalid_properties', { ...good, event: 'unknown', properties: { text: 'x'.repeat(300_000) } }],
  ['invalid_event', Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`field${n}`, n]))],
  ['user_required', { ...good, userId: null }],
  ['timestamp_out_of_range', { ...good, timestamp: '1999-12-31T23:59:59Z' }],
  ['timestamp_out_of_range', { ...good, timestamp: '2026-11-21T12:00:01Z' }],
  ['timestamp_out_of_range', { ...good, timestamp: '2026-11-19T12:00:00+23:00' }],
])('%s', (code, raw) => {
  expect(codeOf(raw)).toBe(code)
})

const readEvent = (properties: string, event = 'unknown') =>
  checkEvent(
    parseExactly(JSON.stringify({ ...good, event, properties: 0 }).replace(/0}$/, `${properties}}`), writtenNumber),
    types,
    now,
  )

test.each([
  '{"n":9007199254740993}',
  '{"n":[1e400,{"m":-1e-400}]}',
  '{"n":12345678901234567890.123456789}',
  '{"__proto__":{"n":1},"constructor":null}',
  '{"deep":[{"__proto__":9007199254740993}]}',
])('%s is stored as it is', (properties) => {
  const checked = readEvent(properties)
  const { written, properties: read } = 'event' in checked ? checked.event : {}
  expect(JSON.stringify(written ?? read)).toBe(properties)
  expect(JSON.stringify(read)).not.toMatch(/[:,[]-?\d+(\d{15}|e-?4)/)
  expect({}).not.toHaveProperty('n')
})

test.each(['{"n":1e1001}', '{"n":1e-1001}', '{"n":1e999999999}', `{"n":[${Array(300).fill('1e999').join()}]}`])(
  '%.40s has too many digits',
  (properties) => {
    expect(readEvent(properties)).toMatchObject({
      rejection: { code: 'invalid_properties', reason: expect.stringMatching(/more than \d+ (digits|characters)/) },
    })
  },
)

test('a declared number is refused where a number cannot hold it', () => {
  expect(readEvent('{"amount":9007199254740993}', 'paid')).toMatchObject({
    rejection: { code: 'invalid_properties', reason: expect.stringContaining('cannot hold this one exactly') },
  })
  expect(readEvent('{"amount":3,"more":9007199254740993}', 'paid')).toMatchObject({
    event: { properties: { amount: 3, more: '9007199254740993' } },
  })
})

test('a field of an event named __proto__ is refused, and changes nothing', () => {
  expect(codeOf(JSON.parse(JSON.stringify(good).replace('{', '{"__proto__":{"event":"x"},')))).toBe('invalid_event')
})

test('says which place is wrong', () => {
  expect(checkEvent({ ...good, properties: { amount: 'much' } }, types, now)).toMatchObject({
    rejection: { reason: expect.stringContaining('properties.amount') },
  })
})

test('an event nobody declared passes with any properties', () => {
  expect(codeOf({ ...good, event: 'unknown', properties: { amount: 1.7e308 } })).toBeNull()
  expect(codeOf({ ...good, event: 'unknown', properties: { anything: [1, { deep: null }] } })).toBeNull()
})

test('no input makes it throw', () => {
  fc.assert(
    fc.property(fc.anything(), fc.jsonValue(), (raw, properties) => {
      expect(codeOf(raw)).toBe('invalid_event')
      checkEvent({ ...good, event: 'unknown', properties }, types, now)
    }),
  )
})
