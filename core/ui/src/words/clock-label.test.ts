import { expect, test } from 'vitest'
import type { Cell, FrameColumn } from '@tessera/plugin-api/wire'
import { rankedBarLayout } from '../charts/ranked-bar/ranked-bar-layout.ts'
import { rankRows } from '../charts/ranked-bar/rank-rows.ts'
import { readSeries } from '../charts/line/read-series.ts'
import { summarize } from '../charts/summarize.ts'
import { columnDefs, compareKeys, sortKey, tableColumns } from '../charts/table/table-columns.ts'
import { otherOf, time, users } from '../cases/make-column.ts'
import { days, makeFrame } from '../cases/make-frame.ts'
import { clockLabel } from './clock-label.ts'
import { labelOf } from './label-of.ts'

const column = (name: string, labels: Record<string, string>): FrameColumn => ({
  name,
  role: 'dimension',
  type: 'number',
  title: name,
  labels,
})
const weekday = column('core.weekday', { 1: 'Monday' })
const hour = column('core.hour_of_day', { 8: '08:00' })
const week = [5, 1, 7, 3, 2, 6, 4].map((day) => [day, 10 * ((day * 3) % 7)])

test('weekdays are named in the language of the reader, from Monday on', () => {
  const named = (locale?: string) => [1, 2, 3, 4, 5, 6, 7].map((day) => labelOf(day, weekday, locale))
  expect(named()).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'])
  expect(named('de-DE')).toEqual(['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'])
  expect(labelOf('7', weekday)).toBe('Sun')
})

test('hours are written as clocks show them', () => {
  expect([0, 8, 23].map((at) => labelOf(at, hour))).toEqual(['00:00', '08:00', '23:00'])
})

test.each<[string, Cell]>([
  ['core.weekday', 0],
  ['core.weekday', 8],
  ['core.weekday', 1.5],
  ['core.weekday', null],
  ['core.weekday', ''],
  ['core.hour_of_day', 24],
  ['core.hour_of_day', -1],
  ['sales.weekday', 1],
])('%s has no name for %j', (name, value) => {
  expect(clockLabel(name, value)).toBeUndefined()
})

test('bars and their words stand in the order of the week, the rest of them last', () => {
  const columns = [weekday, otherOf(weekday), users]
  const frame = makeFrame(columns, [...week.map(([day, n]) => [day ?? null, false, n ?? null]), [null, true, 1000]])
  const labels = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'All others']
  expect(rankRows(frame, 3).rows.map(({ label }) => label)).toEqual(labels)
  expect(rankRows(frame, 3, 'fr-FR').rows[0]?.label).toBe('lun.')
  const sorted = makeFrame(
    [weekday, users],
    week.toSorted(([a = 0], [b = 0]) => a - b),
  )
  expect(summarize(sorted)).toContain('by core.weekday: Mon 30; Tue 60')
})

test('all hours of a day are drawn in a low chart, and texts do not meet', () => {
  const frame = makeFrame(
    [hour, users],
    Array.from({ length: 24 }, (_, at) => [at, 100 - at]),
  )
  const { bars, rowHeight, stacked } = rankedBarLayout({ frame, width: 300, height: 220 })
  expect(bars.map(({ label }) => label)).toEqual(Array.from({ length: 24 }, (_, at) => labelOf(at, hour)))
  expect(stacked).toBe(false)
  expect(bars.length * rowHeight).toBeLessThanOrEqual(220)
  const written = bars.filter(({ lines }) => lines.length > 0)
  expect(written.length).toBeGreaterThan(5)
  for (const [index, bar] of written.entries())
    expect(bar.y - (written[index - 1]?.y ?? -15)).toBeGreaterThanOrEqual(15)
})

test('tables sort them as numbers and write them as names', () => {
  const frame = makeFrame([weekday, users], [...week, [null, 3]])
  const [first] = tableColumns(frame)
  expect(first?.numeric).toBe(false)
  const keys = frame.rows.map((row) => first && sortKey(row, first))
  expect(keys).toEqual([5, 1, 7, 3, 2, 6, 4, undefined])
  expect(keys.slice(0, 7).toSorted(compareKeys)).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(columnDefs(tableColumns(frame))[0]).toMatchObject({ sortDescFirst: false, sortUndefined: 'last' })
})

test('lines carry their names', () => {
  const { buckets, labels } = { buckets: days(2), labels: days(2).map(({ label }) => label) }
  const rows = labels.flatMap((label) => [1, 7].map((day) => [label, day, day]))
  const { series } = readSeries(makeFrame([time, weekday, users], rows, { grain: 'day', buckets }), 'de-DE')
  expect(series.map(({ title }) => title)).toEqual(['Mo', 'So'])
})
