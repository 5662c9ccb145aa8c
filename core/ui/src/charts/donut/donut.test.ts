import { expect, test } from 'vitest'
import type { Cell, Frame } from '@tessera/plugin-api/wire'
import { dimension, metric, people, provider, users } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'
import { donutHits } from './donut-hits.ts'
import { donutLayout, donutRows } from './donut-layout.ts'

const share = metric('share', 'Share', { unit: 'ratio' })
const frameOf = (column: typeof users, rows: readonly (readonly Cell[])[]) => makeFrame([provider, column], rows)
const props = (frame: Frame) => ({ frame, options: { top: 4 }, width: 400, height: 240 })

test('the ring is as long as the shares are large', () => {
  const at = props(
    frameOf(users, [
      ['google', 75],
      ['meta', 25],
      ['linkedin', null],
    ]),
  )
  const ranking = donutRows(at)
  const { parts, totalText } = ranking === undefined ? { parts: [], totalText: '' } : donutLayout(at, ranking)
  expect(parts.map(({ angles }) => angles && (angles.to - angles.from) / (2 * Math.PI))).toEqual([0.75, 0.25, null])
  expect(parts.map(({ shareText }) => shareText)).toEqual(['75.0 %', '25.0 %', ''])
  expect(totalText).toBe('100')
})

test('all beyond the fourth are one part, which cannot be picked', () => {
  const rows = Array.from({ length: 9 }, (_, index) => [`app ${index}`, 9 - index])
  const hits = donutHits(props(makeFrame([dimension('app', 'App'), users], rows)))
  expect(hits.map(({ title }) => title)).toEqual(['app 0', 'app 1', 'app 2', 'app 3', 'Other (5)'])
  expect(hits.at(-1)?.lines.at(-1)).toEqual({ name: 'Share of all', value: '33.3 %' })
  expect(hits.map(({ selection }) => selection !== undefined)).toEqual([true, true, true, true, false])
})

test.each([
  ['losses', users, [7, -3]],
  ['values that do not add up', people, [7, 3]],
  ['rates of each', share, [0.7, 0.6]],
  ['nothing at all', users, [0, 0]],
] as const)('%s are no parts of a whole: they are ranked bars', (_, column, [one, other]) => {
  const at = props(
    frameOf(column, [
      ['google', one],
      ['meta', other],
    ]),
  )
  expect(donutRows(at)).toBeUndefined()
  expect(donutHits(at)).toHaveLength(2)
})

test('shares that make a whole are its parts', () => {
  expect(
    donutRows(
      props(
        frameOf(share, [
          ['google', 0.7],
          ['meta', 0.3],
        ]),
      ),
    )?.rows,
  ).toHaveLength(2)
})
