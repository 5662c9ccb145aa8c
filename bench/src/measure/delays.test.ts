import { expect, test } from 'vitest'
import { delaysOf } from './delays.ts'

test('a change is heard with itself or a later one, and never with an earlier one', () => {
  const changes = [
    { id: 'a', at: 1000 },
    { id: 'b', at: 2000 },
    { id: 'c', at: 3000 },
    { id: 'd', at: 4000 },
  ]
  const arrivals = [
    ['start', 500],
    ['a', 1100],
    ['c', 3300],
    ['c', 3400],
  ] as const
  expect(delaysOf(changes, arrivals)).toEqual([100, 1300, 300, Infinity])
})
