import { expect, test } from 'vitest'
import { metric, provider, users } from '../../gallery/make-column.ts'
import { makeFrame } from '../../gallery/make-frame.ts'
import { rankRows } from './rank-rows.ts'

const rows = [
  ['meta', 12],
  ['google', 52],
  ['linkedin', 4],
  ['microsoft', 32],
] as const

test('the largest stands first, with its share of all', () => {
  expect(rankRows(makeFrame([provider, users], rows), 9).rows.map(({ label, share }) => [label, share])).toEqual([
    ['Google', 0.52],
    ['Microsoft', 0.32],
    ['Meta', 0.12],
    ['LinkedIn', 0.04],
  ])
})

test('counts past the top are folded into Other', () => {
  const { rows: shown, note } = rankRows(makeFrame([provider, users], rows), 3)
  expect(shown.map(({ label, value }) => [label, value])).toEqual([
    ['Google', 52],
    ['Microsoft', 32],
    ['Other (2)', 16],
  ])
  expect(note).toBe('')
})

test('shares of a whole are folded, rates are cut with a note', () => {
  const share = metric('share', 'Share', { unit: 'ratio' })
  const shares = rows.map(([name, value]) => [name, value / 100])
  expect(rankRows(makeFrame([provider, share], shares), 3).rows.at(-1)?.label).toBe('Other (2)')
  const rates = rows.map(([name, value]) => [name, value / 60])
  const cut = rankRows(makeFrame([provider, share], rates), 3)
  expect(cut.rows.map((row) => row.label)).toEqual(['Google', 'Microsoft', 'Meta'])
  expect(cut.note).toBe('3 of 4 shown, largest first')
})

test('missing values stand last and have no share', () => {
  const { rows: shown } = rankRows(
    makeFrame(
      [provider, users],
      [
        ['a', null],
        ['b', 0],
        ['c', 5],
      ],
    ),
    9,
  )
  expect(shown.map(({ value, share }) => [value, share])).toEqual([
    [5, 1],
    [0, 0],
    [null, null],
  ])
})
