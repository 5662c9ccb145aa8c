import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { gatherChanges, type Changed } from './gather-changes.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the first change is told at once, those that follow together and in their time', () => {
  const told: Changed[] = []
  const { add, stop } = gatherChanges((changed) => told.push(changed), 1_000)
  add(['a.x'], 'now')
  expect(told).toEqual([{ metrics: new Set(['a.x']), at: 'now' }])
  add(['a.x'], 'now')
  add(['a.y'], 'now')
  vi.advanceTimersByTime(999)
  expect(told).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(told[1]).toEqual({ metrics: new Set(['a.x', 'a.y']), at: 'now' })
  add(['a.z'], 'now')
  add(null, 'now')
  vi.advanceTimersByTime(1_000)
  expect(told[2]?.metrics).toBeNull()
  vi.advanceTimersByTime(5_000)
  add(['a.x'], 'now')
  expect(told).toHaveLength(4)
  add(['a.x'], 'now')
  stop()
  vi.advanceTimersByTime(5_000)
  expect(told).toHaveLength(4)
})
