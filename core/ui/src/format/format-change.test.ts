import { expect, test } from 'vitest'
import { formatChange } from './format-change.ts'

test('a rising count is written in relative %', () => {
  expect(formatChange(2450, 2076, { unit: 'count', direction: 'up' })).toEqual({
    text: '+18.0 %',
    verdict: 'good',
    arrow: '▲',
    word: 'better',
  })
})

test('a falling disconnect rate is good, in percentage points', () => {
  expect(formatChange(0.12, 0.14, { unit: 'ratio', direction: 'down' })).toEqual({
    text: '−2.0 pp',
    verdict: 'good',
    arrow: '▼',
    word: 'better',
  })
})

test.each([
  [0.785, 0.753, 'ratio', 'up', '+3.2 pp', 'good'],
  [0.1, 0.2, 'ratio', 'up', '−10.0 pp', 'bad'],
  [42, 39.5, 'points', 'up', '+2.5 pts', 'good'],
  [900, 1000, 'money', 'up', '−10.0 %', 'bad'],
  ['1240000.00', '1000000.00', 'money', 'up', '+24.0 %', 'good'],
  [30, 20, 'minutes', 'down', '+50.0 %', 'bad'],
  [30, 20, 'count', 'neutral', '+50.0 %', 'neutral'],
  [-5, -10, 'money', 'up', '+50.0 %', 'good'],
  [5000, 20, 'count', 'up', '+24,900 %', 'good'],
] as const)('%s after %s in %s, good when %s: %s, %s', (current, previous, unit, direction, text, verdict) => {
  expect(formatChange(current, previous, { unit, direction })).toMatchObject({ text, verdict })
})

test('what is not complete yet is neither better nor worse', () => {
  expect(formatChange(900, 1000, { unit: 'count', direction: 'up', partial: true })).toEqual({
    text: '−10.0 %',
    verdict: 'neutral',
    arrow: '▼',
    word: 'incomplete',
  })
})

test('beside more than one bucket there is no change', () => {
  expect(formatChange(100, 400, { unit: 'count', direction: 'up', longer: true })).toMatchObject({
    text: 'compared with more',
    verdict: 'none',
  })
})

test.each([
  [6119, 6050, { error: 0.023 }, 'neutral', 'within the error'],
  [6119, 5250, { error: 0.023 }, 'good', 'better'],
  [6119, 6050, { error: null }, 'good', 'better'],
  [42, 38, { unit: 'points', direction: 'up', margin: 9.3 }, 'neutral', 'within the error'],
  [42, 30, { unit: 'points', direction: 'up', margin: 9.3 }, 'good', 'better'],
  [6119, 6050, {}, 'good', 'better'],
] as const)('%s after %s with %o is %s', (now, before, more, verdict, word) => {
  expect(formatChange(now, before, { unit: 'count', direction: 'up', ...more })).toMatchObject({ verdict, word })
})

test.each([
  [5, null],
  [5, 0],
  [null, 5],
  ['n/a', 5],
] as const)('%s after %s has no comparison', (current, previous) => {
  expect(formatChange(current, previous, { unit: 'count', direction: 'up' })).toMatchObject({
    verdict: 'none',
    text: 'no comparison',
  })
})

test('a change too small to write is none', () => {
  const unchanged = { verdict: 'neutral', arrow: '■', word: 'unchanged' }
  expect(formatChange(100_001, 100_000, { unit: 'count', direction: 'up' })).toEqual({ ...unchanged, text: '0.0 %' })
  expect(formatChange(0.5, 0.5, { unit: 'ratio', direction: 'down' })).toEqual({ ...unchanged, text: '0.0 pp' })
})

test('neutral metrics move without judgement', () => {
  expect(formatChange(2, 1, { unit: 'count' })).toMatchObject({ verdict: 'neutral', word: 'higher', arrow: '▲' })
  expect(formatChange(1, 2, { unit: 'count', direction: 'neutral' })).toMatchObject({ word: 'lower', arrow: '▼' })
})

test('German commas', () => {
  expect(formatChange(2450, 2076, { unit: 'count', direction: 'up', locale: 'de-DE' }).text).toBe('+18,0 %')
})

test('a change of a value with too few observations is not drawn', () => {
  const rate = { unit: 'ratio', direction: 'up', minSample: 20 } as const
  expect(formatChange(0.5, 0.25, { ...rate, n: 19 })).toMatchObject({ text: 'too few to compare', verdict: 'none' })
  expect(formatChange(0.5, 0.25, { ...rate, n: 20 })).toMatchObject({ text: '+25.0 pp', verdict: 'good' })
  expect(formatChange(0.5, 0.25, rate)).toMatchObject({ verdict: 'good' })
})
