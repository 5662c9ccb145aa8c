import { expect, test } from 'vitest'
import type { Cell, FrameColumn } from '@tessera/plugin-api/wire'
import { compared, metric, success } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'
import { gaugeHits } from './gauge-hits.ts'
import { gaugeLayout } from './gauge-layout.ts'

const score = metric('nps', 'Net promoter score', { unit: 'points' })
const draw = (columns: readonly FrameColumn[], row: readonly Cell[], options = {}, width = 400) =>
  gaugeLayout({ frame: makeFrame(columns, [row]), options, width, height: 240 })
const degrees = (angle = Number.NaN) => Math.round((angle / Math.PI) * 180)

test('a share runs from the left at nothing to the right at all of it; target and comparison stand on the same scale', () => {
  const [gauge] = draw([success, compared(success)], [0.5, 0.25]).gauges
  expect([degrees(gauge?.arc?.from), degrees(gauge?.arc?.to)]).toEqual([-90, 0])
  expect([degrees(gauge?.target), degrees(gauge?.compared)]).toEqual([45, -45])
  expect(gauge?.verdict).toBe('missed')
})

test('a value below zero runs to the left of zero, one past the end stops there', () => {
  const options = { from: -100, to: 100 }
  const [below] = draw([score], [-50], options).gauges
  expect([degrees(below?.arc?.from), degrees(below?.arc?.to)]).toEqual([0, -45])
  const [beyond] = draw([score], [900], options).gauges
  expect(degrees(beyond?.arc?.to)).toBe(90)
  expect(beyond?.valueText).toBe('900 pts')
})

test('without ends of its own a scale holds whatever there is, below zero too', () => {
  for (const value of [-12, 0, 3, 4000]) {
    const [gauge] = draw([score], [value]).gauges
    expect(Math.abs(degrees(gauge?.arc?.to))).toBeLessThanOrEqual(90)
    expect(Number.isFinite(gauge?.arc?.to)).toBe(true)
  }
})

test('no value has no arc, and says its scale all the same', () => {
  const props = { frame: makeFrame([success], [[null]]), options: {}, width: 400, height: 240 }
  expect(gaugeLayout(props).gauges[0]?.arc).toBeNull()
  expect(gaugeHits(props)[0]?.lines.map(({ name, value }) => [name, value])).toEqual([
    ['Value', '–'],
    ['Target', '> 75.0 %'],
    ['Scale', '0.0 % to 100.0 %'],
  ])
})

test('several stand beside each other where they are largest, and none outside', () => {
  const six = [1, 2, 3, 4, 5, 6].map((at) => metric(`m${at}`, `M ${at}`))
  const wide = draw(six, [1, 2, 3, 4, 5, 6], {}, 1300)
  expect(new Set(wide.gauges.map(({ y }) => y)).size).toBe(1)
  const narrow = draw(six, [1, 2, 3, 4, 5, 6], {}, 240)
  expect(narrow.note).toBe('4 of 6 shown')
  for (const { x, y } of narrow.gauges) {
    expect(x - narrow.radius).toBeGreaterThanOrEqual(0)
    expect(x + narrow.radius).toBeLessThanOrEqual(240)
    expect(y - narrow.radius).toBeGreaterThanOrEqual(0)
  }
})
