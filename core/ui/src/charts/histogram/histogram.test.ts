import { expect, test } from 'vitest'
import type { Cell } from '@tessera/plugin-api/wire'
import { dimension, metric } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'
import { histogramHits } from './histogram-hits.ts'
import { histogramLayout } from './histogram-layout.ts'

const active = { ...dimension('days', 'Active days'), type: 'number' as const }
const band = dimension('band', 'Band', { labels: { low: 'Low', middle: 'Middle', high: 'High' } })
const users = metric('users', 'Users')
const props = (column: typeof active | typeof band, rows: readonly (readonly Cell[])[], of = users) => ({
  frame: makeFrame([column, of], rows),
  options: {},
  width: 400,
  height: 200,
})

test('numbers stand in their order, and those nobody has keep their place', () => {
  const { bins } = histogramLayout(
    props(active, [
      [5, 3],
      [2, 7],
      [3, 1],
    ]),
  )
  expect(bins.map(({ name, value }) => [name, value])).toEqual([
    ['2', 7],
    ['3', 1],
    ['4', null],
    ['5', 3],
  ])
  expect(bins[2]?.height).toBe(0)
})

test('bands stand in the order of their labels', () => {
  const at = props(band, [
    ['high', 3],
    ['low', 7],
    ['middle', -1],
  ])
  expect(histogramLayout(at).bins.map(({ name }) => name)).toEqual(['Low', 'Middle', 'High'])
  const { bins, zero } = histogramLayout(at)
  expect(bins[1]?.y).toBe(zero)
  expect(histogramHits(at)[0]).toMatchObject({
    title: 'Band Low',
    selection: { kind: 'value', column: band.name, value: 'low' },
  })
})

test('where bars would be too thin neighbours are counted together, and nothing is lost', () => {
  const rows = Array.from({ length: 300 }, (_, at) => [at, at + 1])
  const { bins, note } = histogramLayout(props(active, rows))
  expect(note).toBe('5 values a bar')
  expect(bins[0]).toMatchObject({ name: '0 – 4', value: 15 })
  expect(bins.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe((300 * 301) / 2)
  expect(histogramHits(props(active, rows))[0]?.selection).toBeUndefined()
})

test('values that do not add up are not counted together', () => {
  const rows = Array.from({ length: 300 }, (_, at) => [at, at + 1])
  const { bins, note } = histogramLayout(props(active, rows, { ...users, additivity: 'none' }))
  expect([bins.length, note]).toEqual([300, ''])
})
