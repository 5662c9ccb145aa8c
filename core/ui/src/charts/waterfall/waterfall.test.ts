import { expect, test } from 'vitest'
import type { Cell, FrameColumn } from '@tessera/plugin-api/wire'
import { dimension, metric } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'
import { readMovements } from './read-movements.ts'
import { waterfallHits } from './waterfall-hits.ts'

const [opening, gained, lost, closing] = ['opening', 'gained', 'lost', 'closing'].map((name) => metric(name, name))
const metrics = [opening, gained, lost, closing].filter((one) => one !== undefined)
const options = { opening: 'opening', closing: 'closing', losses: ['lost'] }
const kind = dimension('kind', 'Kind', { labels: { gain: 'Gain', loss: 'Loss' } })
const steps = (columns: readonly FrameColumn[], rows: readonly (readonly Cell[])[], given = {}) =>
  readMovements(makeFrame(columns, rows), given).map(({ title, value, from, to }) => [title, value, from, to])

test('each movement begins where the one before it ended, and losses are taken away', () => {
  expect(steps(metrics, [[100, 30, 20, 110]], options)).toEqual([
    ['opening', 100, 0, 100],
    ['gained', 30, 100, 130],
    ['lost', -20, 130, 110],
    ['closing', 110, 0, 110],
  ])
})

test('what movements do not explain is a step of its own', () => {
  expect(steps(metrics, [[100, 30, 20, 90]], options)[3]).toEqual(['Not explained', -20, 110, 90])
  expect(steps(metrics, [[0.1, 0.2, 0, 0.3]], options).map(([title]) => title)).not.toContain('Not explained')
})

test('without a closing the sum stands at the end; a missing movement moves nothing', () => {
  expect(steps(metrics.slice(0, 3), [[100, null, 20]], { opening: 'opening', losses: ['lost'] })).toEqual([
    ['opening', 100, 0, 100],
    ['gained', null, 100, 100],
    ['lost', -20, 100, 80],
    ['Closing', 80, 0, 80],
  ])
})

test('the values of a dimension are movements in the order of their labels', () => {
  expect(
    steps(
      [kind, metric('moved', 'Moved')],
      [
        ['loss', -40],
        ['gain', 10],
      ],
    ),
  ).toEqual([
    ['Gain', 10, 0, 10],
    ['Loss', -40, 10, -30],
    ['Together', -30, 0, -30],
  ])
})

test('a step says what moved and where that led', () => {
  const props = { frame: makeFrame(metrics, [[100, 30, 20, 110]]), options, width: 500, height: 300 }
  expect(waterfallHits(props)[1]?.lines.map(({ name, value }) => [name, value])).toEqual([
    ['gained', '30'],
    ['Leads to', '130'],
  ])
})
