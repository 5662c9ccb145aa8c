import { expect, test } from 'vitest'
import { countsSentence, rowsWord } from './row-words.ts'
import { typeOfFile } from './send-rows.ts'

test('rows are counted in words', () => {
  expect([0, 1, 12_000].map(rowsWord)).toEqual(['No rows yet.', '1 row.', '12,000 rows.'])
  expect(countsSentence({ inserted: 2, updated: 0, unchanged: 1_500 })).toBe('Rows: 2 new, 1,500 there already.')
  expect(countsSentence({ inserted: 0, updated: 0, unchanged: 0 })).toBe('The file has no rows.')
})

test('the name of a file says what it is', () => {
  expect(['a.csv', 'a.JSON', 'a.b.ndjson', 'a.txt', 'a'].map(typeOfFile)).toEqual([
    'text/csv',
    'application/json',
    'application/x-ndjson',
    'text/csv',
    'text/csv',
  ])
})
