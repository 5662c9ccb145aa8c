import { expect, test } from 'vitest'
import type { Cell, FrameColumn } from '@tessera/plugin-api/wire'
import { dimension, margin, metric, people, sample, success } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'
import { intervalsHits } from './intervals-hits.ts'
import { intervalsLayout } from './intervals-layout.ts'

const variant = dimension('variant', 'Variant')
const lift = metric('lift', 'Lift', { unit: 'ratio' })
const [low, high] = [metric('low', 'Low', { unit: 'ratio' }), metric('high', 'High', { unit: 'ratio' })]
const draw = (columns: readonly FrameColumn[], rows: readonly (readonly Cell[])[], options = {}) => {
  const props = { frame: makeFrame(columns, rows), options, width: 600, height: 300 }
  return { ...intervalsLayout(props), hits: intervalsHits(props) }
}
const against = { low: 'low', high: 'high', reference: 0 }

test('an interval beyond the reference differs from it, one across it is within noise', () => {
  const rows = [
    ['a', 0.04, 0.01, 0.07],
    ['b', -0.03, -0.05, -0.01],
    ['c', 0.01, -0.01, 0.03],
    ['d', null, null, null],
  ]
  expect(draw([variant, lift, low, high], rows, against).rows.map(({ verdict }) => verdict)).toEqual([
    'better',
    'worse',
    'within noise',
    '',
  ])
  const down = { ...lift, direction: 'down' as const }
  expect(draw([variant, down, low, high], rows, against).rows[0]?.verdict).toBe('worse')
})

test('a share with a sample has its 95 % interval, against its target', () => {
  const { rows, reference, hits } = draw(
    [variant, success, sample(success)],
    [
      ['a', 0.8, 1000],
      ['b', 0.8, 20],
      ['c', 0.8, null],
    ],
  )
  expect(rows.map(({ verdict }) => verdict)).toEqual(['better', 'within noise', ''])
  expect(rows[0]?.ends?.low).toBeCloseTo(0.774, 3)
  expect(reference?.text).toBe('target 75.0 %')
  expect(hits[0]?.lines.at(-1)).toEqual({ name: 'Interval', value: '77.4 % to 82.4 %', note: 'better' })
  expect(rows[2]?.from).toBeUndefined()
})

test('a metric with a margin has that on both sides', () => {
  const score = metric('nps', 'NPS', { unit: 'points' })
  expect(draw([score, margin(score)], [[20, 6.5]]).rows[0]?.ends).toEqual({ low: 13.5, high: 26.5 })
})

test('an estimate has its error', () => {
  const { rows } = draw([people], [[1000]])
  expect(rows[0]?.ends).toEqual({ low: 977, high: 1023 })
})

test('metrics of another unit have no place on the scale, and it is said', () => {
  const { rows, note } = draw([people, success], [[1000, 0.7]])
  expect(rows).toHaveLength(1)
  expect(note).toBe('1 of another unit left out')
})

test('every place is inside, whatever the values', () => {
  for (const rows of [[['a', 0.2, 0.2, 0.2]], [['a', -5, -9, -1]], [['a', 1e9, 0, 2e9]]]) {
    const { rows: drawn, plot } = draw([variant, lift, low, high], rows, { low: 'low', high: 'high' })
    for (const at of [drawn[0]?.from, drawn[0]?.x, drawn[0]?.to]) {
      expect(at).toBeGreaterThanOrEqual(plot.left)
      expect(at).toBeLessThanOrEqual(plot.right)
    }
  }
})
