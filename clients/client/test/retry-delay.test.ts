import { expect, test } from 'vitest'
import { backoffMs, retryAfterMs } from '../src/retry-delay.ts'

test('Retry-After is seconds or a date', () => {
  const now = Date.parse('2026-11-30T10:00:00Z')
  expect(retryAfterMs('3', now)).toBe(3000)
  expect(retryAfterMs('0', now)).toBe(0)
  expect(retryAfterMs('Mon, 30 Nov 2026 10:00:20 GMT', now)).toBe(20_000)
  expect(retryAfterMs('Mon, 30 Nov 2026 09:00:00 GMT', now)).toBe(0)
  for (const nothing of [null, '', 'soon', 'Infinity']) expect(retryAfterMs(nothing, now)).toBeNull()
})

test('pauses grow, are never all alike, and end growing', () => {
  expect([1, 2, 3].map((failures) => backoffMs(failures, () => 1))).toEqual([250, 500, 1000])
  expect(backoffMs(3, () => 0)).toBe(500)
  expect(backoffMs(1000, () => 1)).toBe(60_000)
})
