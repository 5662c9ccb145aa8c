import { expect, test } from 'vitest'
import type { Frame, FrameMeta } from '@tessera/plugin-api/wire'
import { cellsOf, numberColumns, pickCell } from './pick-cells.ts'

const meta: FrameMeta = {
  range: { from: '2026-10-01', to: '2026-10-03', fromInstant: '', toInstant: '' },
  timeZone: 'UTC',
  weekStart: 1,
  grain: 'day',
  now: '2026-10-02T12:00:00Z',
  buckets: [
    { label: '2026-10-01', fromInstant: '', toInstant: '', partial: false },
    { label: '2026-10-02', fromInstant: '', toInstant: '', partial: true },
  ],
  comparisons: [],
  source: { kind: 'raw', reason: '' },
  sources: [],
  watermark: null,
  currency: 'USD',
  truncated: false,
  sqlDigest: '',
  durationMs: 1,
  cache: 'miss',
}
const number = { type: 'number' as const, title: 'Rows', metric: 'x.rows' }
const frame: Frame = {
  columns: [
    { name: 'time', role: 'time', type: 'date', title: 'Time' },
    { name: 'x.kind', role: 'dimension', type: 'text', title: 'Kind', labels: { a: 'Apple' } },
    { name: 'x.rows', role: 'metric', ...number },
    { name: 'x.rows:previous_period', role: 'comparison', ...number, comparison: 'previous_period' },
    { name: 'x.rows:target', role: 'comparison', ...number, comparison: 'target' },
    { name: 'x.rows:n', role: 'sample', ...number },
  ],
  rows: [
    ['2026-10-01', 'a', 3, 2, 9, 1],
    ['2026-10-01', null, null, 1, 9, 1],
    ['2026-10-02', 'a', 1, 4, 9, 1],
  ],
  meta,
}

test('numbers are metrics and what they are compared with, not targets or sample sizes', () => {
  expect(numberColumns(frame).map(({ name }) => name)).toEqual(['x.rows', 'x.rows:previous_period'])
})

test('every number knows its place, as the server asks for it and in words', () => {
  const [first, compared, none] = cellsOf(frame)
  expect(first).toMatchObject({ value: 3, place: 'Thu, Oct 1, 2026 · Apple' })
  expect(first?.at).toEqual({ metric: 'x.rows', bucket: '2026-10-01', dimensions: { 'x.kind': 'a' } })
  expect(compared?.at).toMatchObject({ metric: 'x.rows', comparison: 'previous_period' })
  expect(none).toMatchObject({ at: { dimensions: { 'x.kind': null } }, place: 'Thu, Oct 1, 2026 · (none)' })
})

test('the number asked for is picked, whichever part; without one the last whole period that is known', () => {
  const asked = { metric: 'x.rows', bucket: '2026-10-02', dimensions: { 'x.kind': 'a' } }
  expect(pickCell(frame, { ...asked, part: 'numerator' })?.value).toBe(1)
  expect(pickCell(frame, null)?.value).toBe(3)
  expect(pickCell(frame, { metric: 'x.gone' })?.value).toBe(3)
  expect(pickCell({ ...frame, rows: [] }, null)).toBeNull()
})

test('the grand total has a place of its own: it keeps neither period nor group', () => {
  const whole = {
    ...frame,
    totals: [
      { by: ['x.kind'], rows: [[null, 'a', 4, 6, 9, 2]] },
      { by: [], rows: [[null, null, 7, 7, 9, 3]] },
    ],
  }
  const [total, before] = cellsOf(whole).slice(-2)
  expect(total).toMatchObject({ at: { metric: 'x.rows' }, place: 'Total', value: 7 })
  expect(total?.at).toEqual({ metric: 'x.rows' })
  expect(before?.at).toEqual({ metric: 'x.rows', comparison: 'previous_period' })
  expect(pickCell(whole, { metric: 'x.rows' })?.place).toBe('Total')
  expect(pickCell(whole, null)?.value).toBe(3)
})

test('the row of the rest is a place of its own', () => {
  const [time, kind, ...numbers] = frame.columns
  const other = { name: 'x.kind:other', role: 'other', type: 'boolean', title: 'All others' } as const
  const columns = [time, kind, other, ...numbers].filter((column) => column !== undefined)
  const rows = frame.rows.map(([bucket = null, value = null, ...more]) => [bucket, value, value === null, ...more])
  const cells = cellsOf({ ...frame, columns, rows })
  expect(cells[0]?.at).toEqual({ metric: 'x.rows', bucket: '2026-10-01', dimensions: { 'x.kind': 'a' } })
  expect(cells[2]).toMatchObject({ at: { dimensions: { 'x.kind': null }, other: true } })
  expect(cells[2]?.place).toBe('Thu, Oct 1, 2026 · All others')
})
