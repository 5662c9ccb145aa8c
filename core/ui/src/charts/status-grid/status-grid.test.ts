import { expect, test } from 'vitest'
import type { Cell } from '@tessera/plugin-api/wire'
import { dimension, sample, success } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'
import { statusGridHits } from './status-grid-hits.ts'
import { statusGridLayout } from './status-grid-layout.ts'

const service = dimension('service', 'Service')
const props = (rows: readonly (readonly Cell[])[]) => ({
  frame: makeFrame([service, success, sample(success)], rows),
  options: {},
  width: 400,
  height: 200,
})

test('missed targets stand first, those without a value last, and all are counted', () => {
  const at = props([
    ['a', 0.9, 900],
    ['b', null, null],
    ['c', 0.8, 20],
    ['d', 0.1, 900],
  ])
  const { tiles, counts } = statusGridLayout(at)
  expect(tiles.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['d', 'missed'],
    ['c', 'met, within noise'],
    ['a', 'met'],
    ['b', 'unknown'],
  ])
  expect(counts.map(({ count }) => count)).toEqual([1, 1, 1, 1])
  expect(statusGridHits(at)[0]).toMatchObject({ title: 'd', selection: { value: 'd' } })
})

test('what has no room for names is squares, and what has no room at all is said', () => {
  const many = (count: number) =>
    statusGridLayout(props(Array.from({ length: count }, (_, at) => [`s ${at}`, 0.9, 900])))
  expect(many(8).small).toBe(false)
  expect(many(60)).toMatchObject({ small: true, note: '' })
  const { tiles, note, tile } = many(2000)
  expect(note).toBe(`${tiles.length} of 2000 shown`)
  expect(Math.max(...tiles.map(({ x }) => x)) + tile.width).toBeLessThanOrEqual(400)
  expect(Math.max(...tiles.map(({ y }) => y)) + tile.height).toBeLessThanOrEqual(200)
})
