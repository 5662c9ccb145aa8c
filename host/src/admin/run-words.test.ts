import { expect, test } from 'vitest'
import { runWords } from './run-words.ts'

const run = {
  state: 'done',
  progress: 1,
  note: null,
  attempts: 1,
  error: null,
  startedAt: null,
  endedAt: null,
} as const

test('a run says how far it came, how long it took, how often it was tried, and why it failed', () => {
  expect(runWords(run)).toBe('')
  expect(runWords({ ...run, state: 'running', progress: 0.456, note: '4 of 9' })).toBe('46% · 4 of 9')
  const times = { startedAt: '2026-11-20T12:00:00.000Z', endedAt: '2026-11-20T12:00:04.100Z' }
  expect(runWords({ ...run, ...times, state: 'failed', attempts: 3, error: 'no luck' })).toBe(
    'took 4 s · tried 3 times · no luck',
  )
})
