import { expect, test } from 'vitest'
import { compared, provider, success, time, users } from '../cases/make-column.ts'
import { days, makeFrame } from '../cases/make-frame.ts'
import { summarize } from './summarize.ts'

test('a total', () => {
  expect(summarize(makeFrame([users, compared(users)], [[2450, 2076]]))).toBe(
    'Connected users 2,450 (Previous period 2,076, ▲ +18.0 % better). Oct 21 – Nov 19, 2026.',
  )
})

test('categories', () => {
  const names = ['google', 'microsoft', 'meta', 'linkedin', 'slack', 'zoom', 'asana']
  expect(
    summarize(
      makeFrame(
        [provider, users],
        names.map((name, index) => [name, 100 - index]),
      ),
    ),
  ).toBe(
    'Connected users by Provider: Google 100; Microsoft 99; Meta 98; LinkedIn 97; slack 96; and 2 more. ' +
      'Oct 21 – Nov 19, 2026.',
  )
})

test('P9 the running period is neither the latest value nor the lowest', () => {
  const buckets = days(4)
  const rows = buckets.map(({ label }, index) => [label, [0.7, 0.8, null, 0.1][index] ?? null])
  expect(buckets.map(({ partial }) => partial)).toEqual([false, false, false, true])
  expect(summarize(makeFrame([time, success], rows, { grain: 'day', buckets }))).toBe(
    'OAuth success over time. First 70.0 % on Wed, Oct 21, 2026, last 80.0 % on Thu, Oct 22, 2026; ' +
      'lowest 70.0 % on Wed, Oct 21, 2026, highest 80.0 % on Thu, Oct 22, 2026. ' +
      'Not complete: 10.0 % on Sat, Oct 24, 2026. Oct 21 – Nov 19, 2026.',
  )
})

test('P9 a course of one running period is told all the same', () => {
  const buckets = days(4).slice(3)
  const rows = buckets.map(({ label }) => [label, 0.1])
  const said = summarize(makeFrame([time, success], rows, { grain: 'day', buckets }))
  expect(said).toContain('last 10.0 % on Sat, Oct 24, 2026')
})

test('a course over time', () => {
  const buckets = days(5).slice(0, 4)
  const rows = buckets.map(({ label }, index) => [label, [0.7, 0.8, null, 0.75][index] ?? null])
  expect(summarize(makeFrame([time, success], rows, { grain: 'day', buckets }))).toBe(
    'OAuth success over time. First 70.0 % on Wed, Oct 21, 2026, last 75.0 % on Sat, Oct 24, 2026; ' +
      'lowest 70.0 % on Wed, Oct 21, 2026, highest 80.0 % on Thu, Oct 22, 2026. Oct 21 – Nov 19, 2026.',
  )
})

test('nothing', () => {
  expect(summarize(makeFrame([users], []))).toContain('Connected users: no data. Nothing was recorded')
})
