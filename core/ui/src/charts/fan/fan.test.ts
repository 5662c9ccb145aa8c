import { expect, test } from 'vitest'
import { metric, sample, success, time } from '../../cases/make-column.ts'
import { days, makeFrame } from '../../cases/make-frame.ts'
import { wilson } from '../../format/wilson.ts'
import { fanBands } from './fan-bands.ts'
import { fanCases } from './fan-cases.ts'
import { fanHits } from './fan-hits.ts'
import { fanLayout } from './fan-layout.ts'

const buckets = days(5)
const size = { width: 500, height: 240, options: {} }
const rates = makeFrame(
  [time, success, sample(success)],
  buckets.map(({ label }, at) => [label, at === 2 ? null : 0.8, at === 2 ? 0 : at === 4 ? null : 100]),
  { grain: 'day', buckets },
)

test('a share with samples lies in its 95 % interval; without them, and without a value, nothing is said', () => {
  const { bands } = fanBands({ ...size, frame: rates })
  expect(bands.map(({ title }) => title)).toEqual(['95 % interval'])
  const known = wilson(0.8, 100)
  expect(bands[0]?.intervals).toEqual([known, known, undefined, known, undefined])
})

test('metrics that are ends are bands and no lines; the hit of a day says them', () => {
  const { frame, options } = fanCases.many
  const props = { ...size, frame, options: options ?? {} }
  const { layout, bands } = fanLayout(props)
  expect(layout.series.map(({ title }) => title)).toEqual(['Expected'])
  expect(bands.map(({ kind, title }) => [kind, title])).toEqual([
    ['outer', '10th percentile to 90th percentile'],
    ['inner', '25th percentile to 75th percentile'],
  ])
  expect(fanHits(props)[0]?.lines.map(({ name }) => name)).toEqual(['Expected', ...bands.map(({ title }) => title)])
})

test('where one end alone is a metric the line is the other, and ends given the wrong way round are put right', () => {
  const [middle, end] = [metric('p50', 'Median'), metric('p95', '95th')]
  const frame = makeFrame(
    [time, middle, end],
    buckets.map(({ label }, at) => [label, 10, at === 0 ? 30 : at === 1 ? 4 : null]),
    { grain: 'day', buckets },
  )
  const { bands } = fanBands({ ...size, frame, options: { high: 'p95' } })
  expect(bands[0]?.intervals).toEqual([{ low: 10, high: 30 }, { low: 4, high: 10 }, undefined, undefined, undefined])
})

test('a band ends where a value is missing, and one value between gaps is seen', () => {
  const { bands } = fanLayout({ ...size, frame: rates })
  const pieces = bands[0]?.path.split('M').slice(1) ?? []
  expect(pieces.map((piece) => piece.split('L').length)).toEqual([4, 4])
  const [lone] = pieces.slice(1)
  expect(
    new Set(
      lone
        ?.replace('Z', '')
        .split('L')
        .map((place) => place.split(',')[0]),
    ).size,
  ).toBe(2)
})

test('the whole band has room on the axis', () => {
  const { frame, options } = fanCases.many
  const { bands, layout } = fanLayout({ ...size, frame, options: options ?? {} })
  const ys = bands.flatMap(({ path }) => [...path.matchAll(/,(-?[\d.]+)/g)].map((found) => Number(found[1])))
  expect(Math.min(...ys)).toBeGreaterThanOrEqual(layout.plot.top)
  expect(Math.max(...ys)).toBeLessThanOrEqual(layout.plot.bottom)
})
