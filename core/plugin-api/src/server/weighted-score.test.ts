import { expect, test } from 'vitest'
import { weightedScore } from './weighted-score.ts'

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('a factor of weight %s is refused by name', (weight) => {
  expect(() => weightedScore<{ usage: number }>({ usage: { weight, value: 'usage' } })).toThrow(
    `factor 'usage' of a weighted score has weight ${weight}; give it a number above 0`,
  )
})

test('a score without factors is refused', () => {
  expect(() => weightedScore({})).toThrow('a weighted score needs factors; give it at least one')
})
