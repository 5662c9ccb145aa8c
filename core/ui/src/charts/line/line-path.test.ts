import { expect, test } from 'vitest'
import { linePath, lonePoints } from './line-path.ts'
import { nextPlace } from '../../tooltip/next-place.ts'
import { spreadLabels } from './spread-labels.ts'

const points = [1, 2, null, 4, null, 6, 7, 8].map((y, x) => ({ x, y }))

test('gaps stay open and a running period is dashed', () => {
  const partial = points.map((_, index) => index === 7)
  expect(linePath(points, partial)).toEqual({ solid: 'M0,1L1,2M5,6L6,7', dashed: 'M6,7L7,8' })
})

test('in steps a line is level around each place', () => {
  const partial = points.map((_, index) => index === 7)
  expect(linePath(points, partial, true)).toEqual({ solid: 'M0,1H0.5V2H1M5,6H5.5V7H6', dashed: 'M6,7H6.5V8H7' })
})

test('a value between two gaps is a dot', () => {
  expect(lonePoints(points)).toEqual([{ x: 3, y: 4 }])
})

test('labels do not cover each other and stay inside', () => {
  const spread = spreadLabels([{ y: 50 }, { y: 52 }, { y: 99 }], { gap: 15, top: 0, bottom: 100 })
  expect(spread.map(({ y }) => y)).toEqual([50, 65, 99])
  const low = spreadLabels([{ y: 98 }, { y: 99 }], { gap: 15, top: 0, bottom: 100 })
  expect(low.map(({ y }) => y)).toEqual([85, 100])
})

test('keys move along the places and stop at the ends', () => {
  expect(nextPlace('ArrowLeft', null, 10)).toBe(8)
  expect(nextPlace('PageDown', 4, 10)).toBe(0)
  expect(nextPlace('End', 4, 10)).toBe(9)
  expect(nextPlace('a', 4, 10)).toBeUndefined()
})
