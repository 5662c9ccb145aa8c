import { expect, test } from 'vitest'
import { formatTarget, targetVerdict } from './target-verdict.ts'
import { wilson } from './wilson.ts'

const over75 = { gt: 0.75 }

test.each([
  [0.785, over75, 'met'],
  [0.75, over75, 'missed'],
  [0.75, { gte: 0.75 }, 'met'],
  [0.04, { lt: 0.05 }, 'met'],
  [0.05, { lt: 0.05 }, 'missed'],
  [0.05, { lte: 0.05 }, 'met'],
  [null, over75, 'unknown'],
  [0.5, {}, 'unknown'],
] as const)('%s against %o is %s', (value, target, verdict) => {
  expect(targetVerdict(value, target)).toBe(verdict)
})

test('a ratio met by few observations is met within noise', () => {
  expect(targetVerdict(0.78, over75, { unit: 'ratio', n: 180 })).toBe('met, within noise')
  expect(targetVerdict(0.78, over75, { unit: 'ratio', n: 18_000 })).toBe('met')
  expect(targetVerdict(0.7, over75, { unit: 'ratio', n: 10 })).toBe('missed')
  expect(targetVerdict(80, { gt: 75 }, { unit: 'count', n: 10 })).toBe('met')
})

test('an estimate nearer to its target than its error meets it within noise', () => {
  expect(targetVerdict(6119, { gte: 6000 }, { unit: 'count', error: 0.023 })).toBe('met, within noise')
  expect(targetVerdict(6119, { gte: 5400 }, { unit: 'count', error: 0.023 })).toBe('met')
  expect(targetVerdict(5990, { gte: 6000 }, { unit: 'count', error: 0.023 })).toBe('missed')
  expect(targetVerdict(6119, { gte: 6000 }, { unit: 'count', error: null })).toBe('met')
})

test('a value nearer to its target than its margin meets it within noise', () => {
  expect(targetVerdict(36, { gte: 30 }, { unit: 'points', margin: 6.6 })).toBe('met, within noise')
  expect(targetVerdict(42, { gte: 30 }, { unit: 'points', margin: 6.6 })).toBe('met')
  expect(targetVerdict(29, { gte: 30 }, { unit: 'points', margin: 6.6 })).toBe('missed')
})

// Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662
test('Wilson intervals agree with published ones', () => {
  const { low, high } = wilson(81 / 263, 263)
  expect(low).toBeCloseTo(0.2553, 4)
  expect(high).toBeCloseTo(0.3662, 4)
})

test('targets are written with their sign and unit', () => {
  expect(formatTarget(over75, { unit: 'ratio' })).toBe('> 75.0 %')
  expect(formatTarget({ lte: 1_000_000 }, { unit: 'money' })).toBe('≤ $1.00 M')
})
