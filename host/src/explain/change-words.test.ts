import { expect, test } from 'vitest'
import type { ChangePart } from '@tessera/plugin-api/wire'
import { changeReasons, effectText, effectVerdict, shareWords } from './change-words.ts'
import { definitionWords, fixtureWords, partWords } from './definition-words.ts'

const whole = (n: number, d: number) => ({ value: n / d, numerator: n, denominator: d })
const success = {
  kind: 'ratio' as const,
  unit: 'ratio' as const,
  direction: 'up' as const,
  currency: 'USD',
  before: whole(60, 100),
  now: whole(50, 100),
}
const part = (rate: number | null, mix: number | null, ds: [number, number] = [50, 50]): ChangePart => ({
  key: 'google',
  before: whole(1, ds[0]),
  now: whole(1, ds[1]),
  effect: (rate ?? 0) + (mix ?? 0),
  rate,
  mix,
})
const said = (of: ChangePart, change = {}) =>
  changeReasons('Google', of, { ...success, ...change }).map(({ words, text }) => `${words}: ${text}`)

test('rate and mix in plain words, the stronger first, what is too small left out', () => {
  expect(said(part(-0.021, -0.004, [20, 40]))).toEqual(['Google did worse: −2.1 pp', 'more volume on Google: −0.4 pp'])
  expect(said(part(0.001, 0.03, [40, 20]))).toEqual(['less volume on Google: +3.0 pp', 'Google did better: +0.1 pp'])
  expect(said(part(-0.0004, 0))).toEqual([])
  expect(said(part(0.02, 0), { direction: 'down' })).toEqual(['Google did worse: +2.0 pp'])
  expect(said(part(0.02, 0), { direction: 'neutral' })).toEqual(['Google rose: +2.0 pp'])
})

test('contributions to a sum in the unit of the metric', () => {
  const sum = { key: 'google', before: whole(1, 1), now: whole(1, 1), effect: -1200, rate: null, mix: null }
  expect(said(sum, { kind: 'sum', unit: 'count' })).toEqual(['Google fell: −1,200'])
  expect(effectText(1_240_000, { unit: 'money', currency: 'EUR' })).toBe('+€1.24 M')
})

test('an effect is good or bad by the direction of the metric', () => {
  expect(effectVerdict(0.02, success)).toBe('good')
  expect(effectVerdict(0.02, { ...success, direction: 'down' })).toBe('bad')
  expect(effectVerdict(0.02, { ...success, direction: 'neutral' })).toBe('neutral')
  expect(effectVerdict(0.0001, success)).toBe('neutral')
})

test('the history of a definition, worked examples and parts in words', () => {
  const since = '2026-10-02T08:00:00Z'
  expect(definitionWords(null)).toBeNull()
  expect(definitionWords({ since, changed: null })).toBe('unchanged since first seen on Oct 2, 2026')
  expect(definitionWords({ since, changed: { from: 1, to: 2, unannounced: false } })).toBe(
    'changed on Oct 2, 2026, version 1 → 2',
  )
  expect(definitionWords({ since, changed: { from: 1, to: 1, unannounced: true } })).toContain('its version stayed 1')
  expect([undefined, 0, 1, 3].map(fixtureWords)).toEqual([
    null,
    'no worked example yet',
    'one worked example',
    '3 worked examples',
  ])
  expect(partWords('numerator.dropped')).toBe('Numerator, dropped out')
})

test('an effect is a part of a change, unless others pull against it', () => {
  expect([shareWords(-50, -200), shareWords(2, 2), shareWords(0, 2)]).toEqual(['25.0 %', '100.0 %', '0.0 %'])
  expect([shareWords(3, 2), shareWords(-1, 2), shareWords(1, 0), shareWords(1, null)]).toEqual(['', '', '', ''])
})
