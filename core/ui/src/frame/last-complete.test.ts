import { expect, test } from 'vitest'
import { lastComplete } from './last-complete.ts'

const at = (values: readonly (number | null)[], partial: readonly number[]) =>
  lastComplete(values, { known: (value) => value !== null, partial: (_, index) => partial.includes(index) })

test('P9 the latest value is of the last complete period, and a missing one is not 0', () => {
  expect(at([1, 2, 3], [2])).toBe(1)
  expect(at([1, 0, null], [])).toBe(1)
  expect(at([1, null, null], [0, 2])).toBe(0)
  expect(at([null, null], [])).toBeUndefined()
})
