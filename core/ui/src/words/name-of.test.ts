import { expect, test } from 'vitest'
import type { Cell } from '@tessera/plugin-api/wire'
import { columnDefs, sortKey, tableColumns } from '../charts/table/table-columns.ts'
import { rankRows } from '../charts/ranked-bar/rank-rows.ts'
import { readSeries } from '../charts/line/read-series.ts'
import { summarize } from '../charts/summarize.ts'
import { otherOf, provider, time, users } from '../cases/make-column.ts'
import { days, makeFrame } from '../cases/make-frame.ts'

/** Values that were a marker once, or are called like one, beside what is missing and the rest. */
const values: readonly (readonly [Cell, boolean])[] = [
  ['__other__', false],
  ['null', false],
  ['All others', false],
  [null, false],
  [null, true],
]
const names = ['__other__', 'null', 'All others', '(none)', 'All others']
const frame = makeFrame(
  [provider, otherOf(provider), users],
  values.map(([value, other], index) => [value, other, 10 * (index + 1)]),
)

test('bars keep what is called like the rest apart from it, and the rest comes last', () => {
  const { rows } = rankRows(frame, 9)
  expect(rows.map(({ label, value }) => [label, value])).toEqual([
    ['(none)', 40],
    ['All others', 30],
    ['null', 20],
    ['__other__', 10],
    ['All others', 50],
  ])
  expect(new Set(rows.map(({ key }) => key)).size).toBe(values.length)
})

test('so do lines', () => {
  const buckets = days(2)
  const rows = buckets.flatMap(({ label }) => values.map(([value, other], index) => [label, value, other, index]))
  const { series } = readSeries(makeFrame([time, provider, otherOf(provider), users], rows, { grain: 'day', buckets }))
  expect(new Set(series.map(({ key }) => key)).size).toBe(values.length)
  expect(series.map(({ title, values: shown }) => [title, shown]).toSorted()).toEqual(
    names.map((name, index) => [name, [index, index]]).toSorted(),
  )
})

test('tables and words name the rest in place of its missing value, and need no column for it', () => {
  const columns = tableColumns(frame)
  expect(columns.map(({ id }) => id)).toEqual([provider.name, users.name])
  expect(columnDefs(columns)).toHaveLength(2)
  const [first] = columns
  expect(frame.rows.map((row) => first && sortKey(row, first))).toEqual([...names.slice(0, 3), undefined, 'All others'])
  expect(summarize(frame)).toContain('(none) 40; All others 50')
})
