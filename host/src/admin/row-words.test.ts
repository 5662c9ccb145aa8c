import { expect, test } from 'vitest'
import { rowsWord } from './row-words.ts'

test('rows are counted in words', () => {
  expect([0, 1, 12_000].map(rowsWord)).toEqual(['No rows yet.', '1 row.', '12,000 rows.'])
})
