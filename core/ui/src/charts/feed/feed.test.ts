import { expect, test } from 'vitest'
import type { Cell } from '@tessera/plugin-api/wire'
import { dimension, metric, time } from '../../cases/make-column.ts'
import { days, makeFrame } from '../../cases/make-frame.ts'
import { feedHits } from './feed-hits.ts'
import { feedLayout } from './feed-layout.ts'

const columns = [time, dimension('account', 'Account'), dimension('activity', 'Activity'), metric('n', 'Activities')]
const props = (rows: readonly (readonly Cell[])[], width = 600) => ({
  frame: makeFrame(columns, rows, { grain: 'day', buckets: days(30) }),
  options: {},
  width,
  height: 300,
})

test('the latest stands first, several of a day with their number, none where nothing happened', () => {
  const at = props([
    ['2026-10-22', 'a', 'call', 1],
    ['2026-11-02', 'b', 'mail', 3],
    ['2026-11-01', 'c', 'call', 0],
    ['2026-11-01', 'd', 'call', null],
  ])
  expect(feedLayout(at).entries.map(({ who, what }) => [who, what])).toEqual([
    ['b', '3 × mail'],
    ['a', 'call'],
  ])
  expect(feedHits(at)[0]).toMatchObject({ selection: { value: 'b' } })
})

test('what has no room is counted, words take two lines at most, and stand below on a narrow card', () => {
  const long = 'a word and another one '.repeat(12)
  const at = props(Array.from({ length: 40 }, (): Cell[] => ['2026-11-02', 'b', long, 1]))
  const { entries, note, place } = feedLayout(at)
  expect(note).toBe(`The latest ${entries.length} of 40`)
  expect(entries.every(({ lines, y, height }) => lines.length === 2 && y + height <= 300)).toBe(true)
  expect(place.down).toBe(0)
  const narrow = feedLayout({ ...at, width: 280 })
  expect(narrow.place.down).toBeGreaterThan(0)
  expect(narrow.place.what).toBe(narrow.place.who)
})
