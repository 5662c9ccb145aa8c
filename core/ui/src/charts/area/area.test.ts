import { expect, test } from 'vitest'
import type { Cell, Frame } from '@tessera/plugin-api/wire'
import { compared, metric, people, provider, time, users } from '../../cases/make-column.ts'
import { days, makeFrame } from '../../cases/make-frame.ts'
import { areaHits } from './area-hits.ts'
import { areaLayout } from './area-layout.ts'
import { areaPath } from './area-path.ts'
import { mayStack, readAreas } from './read-areas.ts'

const buckets = days(4)
const frameOf = (columns: Frame['columns'], rows: readonly (readonly Cell[])[]) =>
  makeFrame(columns, rows, { grain: 'day', buckets })
const by = (values: readonly (readonly [string, number | null])[]) =>
  buckets.flatMap(({ label }) => values.map(([name, value]): Cell[] => [label, name, value, value]))
const props = (frame: Frame) => ({ frame, options: { arrange: 'stacked' as const }, width: 600, height: 300 })

test('each part begins where the one below it ends, and the comparison of the whole is one line', () => {
  const frame = frameOf(
    [time, provider, users, compared(users)],
    by([
      ['google', 30],
      ['meta', 10],
    ]),
  )
  const { areas, compared: whole } = areaLayout(props(frame))
  const [google, meta] = areas.map(({ points }) => points[0]?.ends)
  expect(areas.map(({ title }) => title)).toEqual(['Google', 'Meta'])
  expect(meta?.low).toBe(google?.high)
  expect(whole[0]?.y).toBe(meta?.high)
  const [hit] = areaHits(props(frame))
  expect(hit?.lines.map(({ name, value }) => [name, value])).toEqual([
    ['Google', '30'],
    ['Meta', '10'],
    ['Together', '40'],
  ])
})

test('values that do not add up, or are below zero, do not stand on each other', () => {
  const stacks = (column: typeof users, values: readonly (readonly [string, number])[]) =>
    mayStack(
      readAreas(
        frameOf(
          [time, provider, column],
          by(values).map((row) => row.slice(0, 3)),
        ),
      ),
    )
  expect(
    stacks(users, [
      ['google', 1],
      ['meta', 2],
    ]),
  ).toBe(true)
  expect(
    stacks(people, [
      ['google', 1],
      ['meta', 2],
    ]),
  ).toBe(false)
  expect(
    stacks(metric('net', 'Net'), [
      ['google', 1],
      ['meta', -2],
    ]),
  ).toBe(false)
  expect(stacks(metric('net', 'Net'), [['google', -1]])).toBe(true)
})

test('more parts than there are colours are one, so that the whole stays whole', () => {
  const names = Array.from({ length: 12 }, (_, at) => [`app ${at}`, 10 + at] as const)
  const { series } = readAreas(
    frameOf(
      [time, provider, users],
      by(names).map((row) => row.slice(0, 3)),
    ),
  )
  expect(series).toHaveLength(9)
  const sum = series.reduce((total, { values }) => total + (values[0] ?? 0), 0)
  expect(sum).toBe(names.reduce((total, [, value]) => total + value, 0))
})

test('a missing day stays open, and a running one is drawn apart', () => {
  const ends = { low: 10, high: 5 }
  const points = [0, 1, 2, 3, 4].map((x) => ({ x, ends: x === 1 ? null : ends }))
  const { whole, partial, alone } = areaPath(points, [false, false, false, false, true])
  expect(whole.match(/M/g)).toHaveLength(2)
  expect(whole).not.toContain('4,')
  expect(partial).toMatch(/^M3,5L4,5L4,10L3,10Z$/)
  expect(alone.map(({ x }) => x)).toEqual([0])
})
