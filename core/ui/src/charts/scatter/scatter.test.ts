import { expect, test } from 'vitest'
import type { Cell } from '@tessera/plugin-api/wire'
import { dimension, metric, otherOf } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'
import { placeNames } from './place-names.ts'
import { scatterHits } from './scatter-hits.ts'
import { scatterLayout } from './scatter-layout.ts'

const account = dimension('account', 'Account')
const [across, up] = [metric('use', 'Use'), metric('health', 'Health', { target: { gte: 60 } })]
const draw = (rows: readonly (readonly Cell[])[], quadrants = false) => {
  const props = {
    frame: makeFrame([account, otherOf(account), across, up], rows),
    options: { quadrants },
    width: 500,
    height: 300,
  }
  return { ...scatterLayout(props), hits: scatterHits(props) }
}

test('larger stands further right and further up, and a point says both values', () => {
  const { points, hits } = draw([
    ['a', false, 10, 20],
    ['b', false, 30, 80],
  ])
  const [a, b] = points
  expect((a?.x ?? 0) < (b?.x ?? 0) && (a?.y ?? 0) > (b?.y ?? 0)).toBe(true)
  expect(hits[1]?.lines.slice(0, 2).map(({ name, value }) => [name, value])).toEqual([
    ['Use', '30'],
    ['Health', '80'],
  ])
  expect(hits[1]?.selection).toEqual({ kind: 'value', column: account.name, value: 'b' })
})

test('what lacks a value is counted, and all others are no point', () => {
  const { points, note } = draw([
    ['a', false, 10, 20],
    ['b', false, null, 80],
    [null, true, 90, 90],
  ])
  expect(points.map(({ name }) => name)).toEqual(['a'])
  expect(note).toBe('1 of 2 have no value of both')
})

test('quadrants meet at the target, where there is none at the middle of the points', () => {
  const { cross, points } = draw(
    [
      ['a', false, 10, 20],
      ['b', false, 20, 60],
      ['c', false, 70, 80],
    ],
    true,
  )
  expect([cross?.x, cross?.y]).toEqual([points[1]?.x, points[1]?.y])
})

test.each([
  [[]],
  [[['a', false, 0, 0]]],
  [[['a', false, -5, -5]]],
  [
    [
      ['a', false, 7, 7],
      ['b', false, 7, 7],
    ],
  ],
])('%j has finite places inside the plot', (rows: readonly (readonly Cell[])[]) => {
  const { points, plot } = draw(rows, true)
  for (const { x, y } of points) {
    expect(x >= plot.left && x <= plot.right).toBe(true)
    expect(y >= plot.top && y <= plot.bottom).toBe(true)
  }
})

test('names cover neither each other nor points, and stay inside', () => {
  const points = Array.from({ length: 80 }, (_, at) => ({
    x: 40 + (at % 9) * 50,
    y: 30 + Math.floor(at / 9) * 24,
    name: `A${at}`,
  }))
  const plot = { left: 20, right: 480, top: 10, bottom: 300 }
  const names = placeNames(points, plot, 4)
  expect(names.length).toBeGreaterThan(3)
  expect(names.length).toBeLessThan(80)
  for (const { x, y } of names) {
    expect(x).toBeGreaterThanOrEqual(plot.left)
    expect(points.some((point) => Math.abs(point.y - (y - 4)) < 1 && point.x > x && point.x < x + 20)).toBe(false)
  }
})
