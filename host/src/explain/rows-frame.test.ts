import { expect, test } from 'vitest'
import type { FrameMeta, RowsAnswer } from '@tessera/plugin-api/wire'
import { tableCsv } from '../export/frame-csv.ts'
import { csvColumns, rowsFrame } from './rows-frame.ts'

const answer = {
  columns: [
    { name: 'timestamp', role: 'time', type: 'instant', title: 'timestamp' },
    { name: 'x.kind', role: 'dimension', type: 'text', title: 'Kind', labels: { a: 'Apple' } },
    { name: 'value', role: 'value', type: 'number', title: 'value' },
    { name: 'user_id', role: 'detail', type: 'text', title: 'user_id', masked: true },
  ],
  rows: [['2026-10-25T00:30:00.123456Z', 'a', 2.5, '•••']],
  total: 1,
  nextCursor: null,
  meta: { timeZone: 'Europe/Berlin' },
} as unknown as RowsAnswer

test('rows become a frame: times of the zone as sortable text, the value as the one number', () => {
  const frame = rowsFrame(answer, {} as FrameMeta)
  expect(frame.rows).toEqual([['2026-10-25 02:30:00', 'a', 2.5, '•••']])
  expect(frame.columns.map(({ role, title }) => [role, title])).toEqual([
    ['dimension', 'Timestamp'],
    ['dimension', 'Kind'],
    ['metric', 'Value'],
    ['dimension', 'User id (masked)'],
  ])
})

test('as CSV they are exact, and text that a spreadsheet would run is made harmless', () => {
  expect(
    tableCsv(csvColumns(answer), [
      ['2026-10-25T00:30:00.123456Z', '=1+1', -2.5, 'a,"b"'],
      [null, '@x', '-9007199254740993', '+1'],
    ]),
  ).toBe(
    'Timestamp,Kind,Value,User id (masked)\r\n' +
      '2026-10-25T00:30:00.123456Z,\'=1+1,-2.5,"a,""b"""\r\n' +
      ",'@x,-9007199254740993,'+1\r\n",
  )
})
