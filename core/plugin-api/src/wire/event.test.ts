import { expect, test } from 'vitest'
import { eventSchema } from './event.ts'

const base = { id: 'a', event: 'x', timestamp: '2026-10-01T08:30:00Z' }
const read = (more: object) => {
  const { data, error } = eventSchema.safeParse({ ...base, ...more })
  return data ?? error?.issues[0]?.message
}

test.each([
  ['2026-10-01T08:30:00Z', '2026-10-01T08:30:00Z'],
  ['2026-10-01T08:30:00+0200', '2026-10-01T08:30:00+02:00'],
  ['2026-10-01T08:30:00-0330', '2026-10-01T08:30:00-03:30'],
  ['2026-10-01T08:30:00.5+02', '2026-10-01T08:30:00.5+02:00'],
  ['2026-10-01 08:30:00+02:00', '2026-10-01T08:30:00+02:00'],
  ['2026-10-01t08:30:00.123456z', '2026-10-01T08:30:00.123456Z'],
  ['2026-10-01T08:30:00.123456000Z', '2026-10-01T08:30:00.123456000Z'],
])('the instant %s', (timestamp, expected) => {
  expect(read({ timestamp })).toEqual({ ...base, timestamp: expected })
})

test.each([
  ['2026-10-01T08:30:00.1234567Z', 'six digits'],
  ['2026-10-01T08:30:00.000000001+0200', 'six digits'],
  ['2016-12-31T23:59:60Z', 'no second 60'],
  ['2026-10-01T24:00:00Z', 'no hour 24'],
  ['2026-02-30T08:30:00Z', 'ISO instant'],
  ['2026-10-01T08:30:00', 'ISO instant'],
  ['2026-10-01T08:30:00+2', 'ISO instant'],
  ['2026-10-01T08:30:00+02:00:00', 'ISO instant'],
  ['2026-10-01T08:30:00Z and more', 'ISO instant'],
  [1_790_843_400_000, 'ISO instant'],
])('%s is refused', (timestamp, reason) => {
  expect(read({ timestamp })).toContain(reason)
})

test.each([
  [42, '42'],
  [-7, '-7'],
  [0, '0'],
  [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  [1e21, '1000000000000000000000'],
  ['042', '042'],
])('%j as an id is the text %s', (given, text) => {
  expect(read({ id: given, userId: given })).toEqual({ ...base, id: text, userId: text })
})

test.each([1.5, NaN, Infinity, true, [], {}])('%j is no id', (userId) => {
  expect(read({ userId })).toBe('write ids as text or as a whole number')
})

test.each(['Außenhandel geöffnet', '购买', 'заказ оформлен', 'Signed up!', 'checkout/step 1', '🎉', 'a'.repeat(200)])(
  'an event is named %s',
  (event) => {
    expect(read({ event })).toEqual({ ...base, event })
  },
)

test.each(['', '  ', '\u3000', 'a\nb', 'a\0', '\ud800', 'a'.repeat(201), 7])('no event is named %j', (event) => {
  expect(read({ event })).toEqual(expect.any(String))
})
