import { expect, test } from 'vitest'
import { durationWords } from './duration-words.ts'

test.each([
  [0, 'under a second'],
  [999, 'under a second'],
  [4_200, '4 s'],
  [60_000, '1 min'],
  [185_000, '3 min 5 s'],
  [7_800_000, '2 h 10 min'],
])('%d ms is %s', (ms, words) => {
  expect(durationWords(ms)).toBe(words)
})
