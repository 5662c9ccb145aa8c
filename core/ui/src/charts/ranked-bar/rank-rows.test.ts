import { expect, test } from 'vitest'
import type { Frame } from '@tessera/plugin-api/wire'
import { metric, otherOf, provider, users } from '../../cases/make-column.ts'
import { makeFrame } from '../../cases/make-frame.ts'
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

const withTop = (frame: Frame, top: NonNullable<Frame['meta']['top']>): Frame => ({
  ...frame,
  meta: { ...frame.meta, top },
})
const kept = { dimension: provider.name, kept: 2, more: true }

test('the rest that was asked for stands last, and folding takes it in', () => {
  const columns = [provider, otherOf(provider), users]
  const counted = withTop(
    makeFrame(columns, [
      ['google', false, 52],
      [null, true, 40],
      ['meta', false, 12],
      [null, false, 3],
    ]),
    { ...kept, kept: 3, other: true },
  )
  const said = (most: number) => rankRows(counted, most).rows.map(({ label, value }) => [label, value])
  expect(said(9)).toEqual([
    ['Google', 52],
    ['Meta', 12],
    ['(none)', 3],
    ['All others', 40],
  ])
  expect(said(3)).toEqual([
    ['Google', 52],
    ['Meta', 12],
    ['All others', 43],
  ])
})

test('where the rest is not counted a note says that there is one', () => {
  const bars = withTop(
    makeFrame(
      [provider, users],
      [
        ['google', 52],
        ['meta', 12],
      ],
    ),
    { ...kept, other: false },
  )
  expect(rankRows(bars, 9).note).toBe('The 2 largest; there are others')
  expect(rankRows(withTop(bars, { ...kept, more: false, other: false }), 9).note).toBe('')
})

test('the rest of an answer that holds all values is no bar', () => {
  const columns = [provider, otherOf(provider), users]
  const ranked = (rest: number | null) =>
    rankRows(
      makeFrame(columns, [
        ['google', false, 52],
        ['meta', false, 0],
        [null, true, rest],
      ]),
      9,
    ).rows.map(({ value, isRest }) => [value, isRest])
  expect(ranked(0)).toEqual([
    [52, false],
    [0, false],
  ])
  expect(ranked(null)).toHaveLength(2)
  expect(ranked(3)).toHaveLength(3)
})
