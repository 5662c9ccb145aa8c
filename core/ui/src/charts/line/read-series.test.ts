import { expect, test } from 'vitest'
import { builtInViews } from '@tessera/plugin-api'
import { compared, otherOf, provider, success, time, users } from '../../cases/make-column.ts'
import { days, makeFrame } from '../../cases/make-frame.ts'
import { lineCases } from './line-cases.ts'
import { categoryCount } from '../../theme/tokens.ts'
import { lineLayout } from './line-layout.ts'
import { readSeries } from './read-series.ts'

const buckets = days(3)

test('missing rows are gaps', () => {
  const frame = makeFrame(
    [time, users],
    [
      ['2026-10-21', 1],
      ['2026-10-23', 3],
    ],
    { grain: 'day', buckets },
  )
  expect(readSeries(frame).series.map(({ title, values }) => [title, values])).toEqual([
    ['Connected users', [1, null, 3]],
  ])
})

test('the line of a comparison leaves out what is longer than a bucket', () => {
  const frame = makeFrame(
    [time, users, compared(users)],
    buckets.map(({ label }, index) => [label, 1, index === 1 ? 40 : 10]),
    { grain: 'day', buckets },
  )
  const [comparison] = frame.meta.comparisons
  if (!comparison) throw new Error('the gallery compares')
  const longer = [{ label: buckets[1]?.label ?? '', range: comparison.range }]
  const { series } = readSeries({ ...frame, meta: { ...frame.meta, comparisons: [{ ...comparison, longer }] } })
  expect(series[0]?.compared).toEqual([10, null, 10])
})

test('one series for each category, named readably', () => {
  const rows = buckets.flatMap(({ label }) => [
    [label, 'google', 1],
    [label, 'meta', '2.5'],
  ])
  const { series } = readSeries(makeFrame([time, provider, users], rows, { grain: 'day', buckets }))
  expect(series.map(({ title, values }) => [title, values])).toEqual([
    ['Google', [1, 1, 1]],
    ['Meta', [2.5, 2.5, 2.5]],
  ])
})

test('several metrics of a category are told apart', () => {
  const rows = buckets.map(({ label }) => [label, 'google', 1, 0.5])
  const { series } = readSeries(makeFrame([time, provider, users, success], rows, { grain: 'day', buckets }))
  expect(series.map(({ title }) => title)).toEqual(['Google · Connected users', 'Google · OAuth success'])
  expect(new Set(series.map(({ color }) => color)).size).toBe(2)
})

test('of twelve series the eight largest are drawn, each in its own colour', () => {
  const { series, total } = readSeries(lineCases.huge.frame)
  expect(total).toBe(12)
  expect(series.map(({ title }) => title)).toEqual([5, 6, 7, 8, 9, 10, 11, 12].map((place) => `service-${place}`))
  expect(new Set(series.map(({ color }) => color)).size).toBe(8)
})

/** Two kept values and the rest, which is as large as `rest` on each day. */
function withRest(rest: number) {
  const rows = buckets.flatMap(({ label }) => [
    [label, 'google', false, 5],
    [label, 'meta', false, 2],
    [label, null, true, rest],
  ])
  const frame = makeFrame([time, provider, otherOf(provider), users], rows, { grain: 'day', buckets })
  const top = { dimension: provider.name, kept: 2, more: true, other: true }
  return { ...frame, meta: { ...frame.meta, top } }
}

test('the rest is a line of its own, unless it is so large that the others would be flat', () => {
  const drawn = (rest: number) => readSeries(withRest(rest)).series.map(({ title, isRest }) => [title, isRest])
  const named = [
    ['Google', false],
    ['Meta', false],
  ]
  expect(drawn(9)).toEqual([...named, ['All others', true]])
  expect(drawn(11)).toEqual(named)
  const noteOf = (rest: number) => lineLayout({ frame: withRest(rest), width: 600, height: 240 }).note
  expect(noteOf(9)).toBe('')
  expect(noteOf(11)).toBe('The 2 largest; there are others')
})

test('a line view asks for as many values as there are colours', () => {
  expect(builtInViews.line.state.top.values).toBe(categoryCount)
})
