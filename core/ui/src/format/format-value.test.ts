import { describe, expect, test } from 'vitest'
import { axisFormat } from './axis-format.ts'
import { formatValue } from './format-value.ts'

describe('compact', () => {
  test.each([
    ['count', 0, '0'],
    ['count', 2450, '2,450'],
    ['count', 9999, '9,999'],
    ['count', 10_000, '10.0 k'],
    ['count', 12_345, '12.3 k'],
    ['count', 123_456, '123 k'],
    ['count', 999_950, '1.00 M'],
    ['count', 1_240_000, '1.24 M'],
    ['count', -12_345, '−12.3 k'],
    ['count', 1.2345, '1.23'],
    ['count', '123456789012345678901234567890', '123,456,789,012,345,680 T'],
    ['ratio', 0.785, '78.5 %'],
    ['ratio', 0.45, '45.0 %'],
    ['ratio', -0.02, '−2.0 %'],
    ['ratio', 0.00001, '<0.1 %'],
    ['ratio', 0, '0.0 %'],
    ['money', 12.5, '$12.50'],
    ['money', 1240, '$1,240'],
    ['money', 1_240_000, '$1.24 M'],
    ['money', '-1240000.00', '−$1.24 M'],
    ['milliseconds', 850, '850 ms'],
    ['milliseconds', 1500, '1.5 sec'],
    ['seconds', 90, '90 sec'],
    ['minutes', 95, '95 min'],
    ['minutes', 180, '3 hr'],
    ['hours', 36, '36 hr'],
    ['hours', 72, '3 days'],
    ['days', 1, '1 day'],
    ['days', 400, '400 days'],
    ['months', 1, '1 month'],
    ['months', 18.66, '18.7 months'],
    ['points', 42, '42 pts'],
    ['multiple', 3.2, '3.2×'],
    [undefined, 7, '7'],
  ] as const)('%s %s is %s', (unit, value, text) => {
    expect(formatValue(value, { unit })).toBe(text)
  })
})

describe('exact', () => {
  test.each([
    ['count', 12_345, '12,345'],
    ['count', '12345678901234567890.5', '12,345,678,901,234,567,890.5'],
    ['count', 0.1 + 0.2, '0.3'],
    ['ratio', 0.785, '78.5 %'],
    ['money', 1_240_000.5, '$1,240,000.50'],
    ['money', '1240000.55', '$1,240,000.55'],
    ['minutes', 95.25, '95.25 min'],
    ['hours', 2.0958, '2.1 hr'],
    ['hours', 8.7354, '8.74 hr'],
    ['months', 7.5, '7.5 months'],
    ['points', 42.5, '42.5 pts'],
    ['points', 54.85, '54.9 pts'],
    ['multiple', 3.2549, '3.25×'],
  ] as const)('%s %s is %s', (unit, value, text) => {
    expect(formatValue(value, { unit, style: 'exact' })).toBe(text)
  })
})

describe('de-DE', () => {
  const locale = 'de-DE'
  test.each([
    ['count', 2450, '2.450'],
    ['count', 12_345, '12,3 k'],
    ['ratio', 0.785, '78,5 %'],
    ['money', 1_240_000, '1,24 M €'],
    ['hours', 36, '36 Std.'],
    ['months', 7.5, '7,5 Monate'],
    ['multiple', 3.2, '3,2×'],
  ] as const)('%s %s is %s', (unit, value, text) => {
    expect(formatValue(value, { unit, locale, currency: 'EUR' })).toBe(text)
  })
})

test.each([null, '', Number.NaN, Number.POSITIVE_INFINITY])('%s is a dash, never 0', (value) => {
  expect(formatValue(value, { unit: 'count' })).toBe('–')
})

test('text and truth values are said as they are', () => {
  expect(formatValue('enterprise')).toBe('enterprise')
  expect(formatValue(true)).toBe('yes')
})

test('yen has no cents', () => {
  expect(formatValue(1240, { unit: 'money', currency: 'JPY', style: 'exact' })).toBe('¥1,240')
})

describe('axis', () => {
  const write = (ticks: readonly number[], unit: Parameters<typeof axisFormat>[1]['unit']) =>
    ticks.map(axisFormat(ticks, { unit }))
  test('has one magnitude', () => {
    expect(write([0, 5000, 10_000], 'count')).toEqual(['0', '5 k', '10 k'])
    expect(write([0, 500_000, 1_000_000], 'money')).toEqual(['$0.0', '$0.5 M', '$1.0 M'])
  })
  test('has as many decimals as its step needs', () => {
    expect(write([0.7, 0.75, 0.8], 'ratio')).toEqual(['70 %', '75 %', '80 %'])
    expect(write([0.7, 0.705], 'ratio')).toEqual(['70.0 %', '70.5 %'])
  })
  test('has one unit of time', () => {
    expect(write([0, 3600, 7200, 10_800], 'seconds')).toEqual(['0 hr', '1 hr', '2 hr', '3 hr'])
  })
})
