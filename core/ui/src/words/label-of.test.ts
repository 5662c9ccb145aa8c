import { expect, test } from 'vitest'
import { provider } from '../cases/make-column.ts'
import { colorFor, slotColor } from '../theme/color-for.ts'
import { labelOf } from './label-of.ts'

test('readable names where there are some, else the value', () => {
  expect(labelOf('google', provider)).toBe('Google')
  expect(labelOf('slack', provider)).toBe('slack')
  expect(labelOf(true, provider)).toBe('yes')
  expect(labelOf(true, { ...provider, labels: { true: 'paying' } })).toBe('paying')
})

test('nothing has a name too', () => {
  expect(labelOf(null, provider)).toBe('(none)')
  expect(labelOf('', provider)).toBe('(none)')
})

test.each(['toString', 'constructor', '__proto__', 'hasOwnProperty'])('a value called %s', (value) => {
  expect(labelOf(value, provider)).toBe(value)
  expect(Array.from({ length: 8 }, (_, slot) => slotColor(slot))).toContain(colorFor(value, { google: '#4285f4' }))
})
