import { expect, test } from 'vitest'
import { yielding } from './yielding.ts'

test('who makes many runs stands behind those who make few, and no longer than they do', () => {
  let now = 0
  const priorityOf = yielding(() => now)
  const make = (maker: string, count: number) => Array.from({ length: count }, () => priorityOf(maker)).at(-1)
  expect([make('a', 50), make('a', 1), make('a', 449), make('a', 1)]).toEqual([0, -1, -1, -2])
  expect(make('b', 1)).toBe(0)
  now = 60_000
  expect(make('a', 1)).toBe(-1)
  now = 10 * 60_000
  expect(make('a', 1)).toBe(0)
})
