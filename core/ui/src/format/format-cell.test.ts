import { expect, test } from 'vitest'
import type { FrameColumn, FrameMeta } from '@tessera/plugin-api/wire'
import { formatCell } from '../words/format-cell.ts'

const meta = { currency: 'EUR', timeZone: 'UTC', grain: 'day' } as FrameMeta
const column: FrameColumn = { name: 'x.users', role: 'metric', type: 'number', title: 'Users', unit: 'count' }

test.each([
  [4080, {}, '4,080'],
  [4080, { error: 0.023 }, '≈ 4,080'],
  [4080, { error: null }, '≈ 4,080'],
  [36_653.3375, { error: 0.01, unit: 'milliseconds' }, '≈ 36,653 ms'],
  [5.43784, { error: 0.023, unit: 'multiple' }, '≈ 5.44×'],
  [5.43784, { unit: 'multiple' }, '5.44×'],
  [null, { error: 0.023 }, '–'],
] as const)('%s of a column with %o reads %s', (cell, more, text) => {
  expect(formatCell(cell, { ...column, ...more }, { meta })).toBe(text)
})
