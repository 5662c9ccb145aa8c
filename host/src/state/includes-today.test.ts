import { expect, test } from 'vitest'
import type { Range } from '@tessera/plugin-api/wire'
import { includesToday, withToday } from './includes-today.ts'
import { rangePresets, rangeWords } from './range-presets.ts'

const now = new Date('2026-11-20T12:00:00Z')

test.each<[Range, boolean]>([
  [{ last: 30, unit: 'day' }, false],
  [{ last: 30, unit: 'day', offset: -1 }, true],
  [{ toDate: 'month' }, true],
  [{ calendar: 'this', unit: 'week' }, true],
  [{ calendar: 'last', unit: 'week' }, false],
  [{ from: '2026-10-01', to: '2026-11-20' }, false],
  [{ from: '2026-10-01', to: '2026-11-21' }, true],
])('%j reaches into today: %s', (range, expected) => {
  expect(includesToday(range, now)).toBe(expected)
})

test('every offered range can be made to reach into today', () => {
  for (const { range } of rangePresets.flatMap(({ items }) => items))
    expect(includesToday(withToday(range), now)).toBe(true)
  expect(rangeWords(withToday({ last: 7, unit: 'day' }))).toBe('Last 7 days, with today')
})
