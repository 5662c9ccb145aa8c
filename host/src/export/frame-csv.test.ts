import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textOfCsv, type Cell, type Frame, type FrameColumn } from '@tessera/plugin-api/wire'
import { csvFileName, frameCsv } from './frame-csv.ts'
import { readCsv } from '../../test/read-csv.ts'

const range = {
  from: '2026-10-21',
  to: '2026-11-20',
  fromInstant: '2026-10-21T00:00:00Z',
  toInstant: '2026-11-20T00:00:00Z',
}

function frameOf(columns: readonly FrameColumn[], rows: readonly (readonly Cell[])[]): Frame {
  return {
    columns,
    rows,
    meta: {
      range,
      timeZone: 'UTC',
      weekStart: 1,
      grain: null,
      now: '2026-11-20T12:00:00Z',
      buckets: [],
      comparisons: [],
      source: { kind: 'raw', reason: 'no rollup covers it' },
      sources: [],
      watermark: null,
      currency: 'EUR',
      truncated: false,
      sqlDigest: '0123456789abcdef',
      durationMs: 1,
      cache: 'miss',
    },
  }
}

const name: FrameColumn = { name: 'a.name', role: 'dimension', type: 'text', title: 'Name', labels: { g: 'Google' } }
const spend: FrameColumn = { name: 'a.spend', role: 'metric', type: 'number', title: 'Spend', unit: 'money' }

test('estimates say so in their heading', () => {
  const people: FrameColumn = { ...spend, title: 'People', unit: 'count', error: 0.023 }
  expect(frameCsv(frameOf([people, { ...people, error: null }], [[6119, 7]]))).toBe(
    '"People [count, estimate, error ± 2.3 %]","People [count, estimate, error unknown]"\r\n6119,7\r\n',
  )
})

test('values are exact, labels are readable, units stand in the heading', () => {
  const frame = frameOf(
    [name, spend],
    [
      ['g', -12.5],
      [null, '12345678901234567890.25'],
      ['a, "b"', null],
    ],
  )
  expect(frameCsv(frame)).toBe(
    ['Name,Spend [EUR]', 'Google,-12.5', ',12345678901234567890.25', '"a, ""b""",', ''].join('\r\n'),
  )
  expect(csvFileName('Spend: by name?', frame)).toBe('spend-by-name_2026-10-21_2026-11-20.csv')
})

test.each(['=1+1', '+1', '-cmd', '@SUM(A1)', '\t=1', ' =1', '\r=1'])('%j cannot run as a formula', (text) => {
  const [, line = ''] = frameCsv(frameOf([name], [[text]])).split(/\r\n(?=.)/)
  expect(line.replace(/^"/, '')).toMatch(/^'/)
})

test('any text comes back whole from the file', () => {
  const start = fc.constantFrom('', '', "'", "''", '=', "'=", "' -", '\t', '"')
  const cell = fc.oneof(
    fc.constant(null),
    fc.tuple(start, fc.string()).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const columns = [name, { ...name, name: 'a.other', labels: {} }]
      const csv = frameCsv(frameOf([{ ...name, labels: {} }, columns[1] ?? name], rows))
      expect(
        readCsv(csv)
          .slice(1)
          .map((fields) => fields.map((field) => field && textOfCsv(field))),
      ).toEqual(rows)
    }),
  )
})

test('two values of one name stand as they are', () => {
  expect(frameCsv(frameOf([name], [['g'], ['Google']]))).toBe('Name\r\ng\r\nGoogle\r\n')
})

test('numbers written with an exponent are no formulas', () => {
  expect(frameCsv(frameOf([spend], [['-1.2345678901234567e+30'], ['-9007199254740993']]))).toBe(
    'Spend [EUR]\r\n-1.2345678901234567e+30\r\n-9007199254740993\r\n',
  )
})

test('weekdays and hours stay numbers, which sort', () => {
  const weekday: FrameColumn = { ...name, name: 'core.weekday', type: 'number', labels: { 1: 'Monday' } }
  expect(frameCsv(frameOf([weekday, spend], [[1, 2]]))).toBe('Name,Spend [EUR]\r\n1,2\r\n')
})

test('the rest of top is named in its row, and a column tells it from values of that name', () => {
  const other: FrameColumn = { name: 'a.name:other', role: 'other', type: 'boolean', title: 'All others' }
  const rows = [
    ['__other__', false, 1],
    ['All others', false, 2],
    [null, false, 3],
    [null, true, 4],
  ]
  expect(frameCsv(frameOf([name, other, spend], rows))).toBe(
    'Name,All others,Spend [EUR]\r\n__other__,false,1\r\nAll others,false,2\r\n,false,3\r\nAll others,true,4\r\n',
  )
})

test('the heading of a figure says the rules it was reckoned by', () => {
  const rule = { id: 'a.rule', title: 'Rule', value: 'net', phrase: 'less refunds', metrics: ['a.spend'] }
  const frame = frameOf([name, { ...spend, metric: 'a.spend' }], [['g', 1]])
  const [heading] = frameCsv({ ...frame, meta: { ...frame.meta, rules: [rule] } }).split('\r\n')
  expect(heading).toBe('Name,"Spend [EUR, less refunds]"')
})
