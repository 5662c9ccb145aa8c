import { expect, test } from 'vitest'
import { doneWords, rowsWords, undoneWords } from './import-words.ts'

test('what became of rows is said without what is nothing', () => {
  expect(doneWords({ inserted: 19_800, updated: 0, unchanged: 1, refusedRows: 200 })).toBe(
    '19,800 new, 1 unchanged, 200 refused',
  )
  expect(doneWords({ inserted: 0, updated: 0, unchanged: 0, refusedRows: 0 })).toBe('no rows')
  expect([rowsWords(1), rowsWords(2_000)]).toEqual(['1 row', '2,000 rows'])
  expect(undoneWords({ removed: 1, restored: 0 })).toBe('1 row removed, 0 restored')
})
