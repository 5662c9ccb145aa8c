import { mkdtempSync, openAsBlob, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TextRows } from '@tessera/database'
import { openRowFile } from '@tessera/row-files'
import { afterAll, expect, test } from 'vitest'
import { csvWriter, jsonLinesWriter } from './lines-writer.ts'
import { parquetWriter } from './parquet-writer.ts'
import { isoInstant, type RowWriter } from './row-writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'tessera-writers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const types = { is: 16, big: 20, small: 23, share: 701, amount: 1700, day: 1082, at: 1184, more: 3802, name: 25 }
const columns = Object.entries(types).map(([name, type]) => ({ name, type }))
const whole = [
  't',
  '9007199254740993',
  '-7',
  '0.1',
  '12345678901234567890.25',
  '2026-11-30',
  '2026-11-30 23:15:00.123456+05:45',
  '{"a": 1}',
  '=1, "x"\n',
]
const rows = [
  whole,
  whole.map(() => null),
  ['f', '0', '0', 'NaN', '0', '1969-12-31', '1969-12-31 23:59:59.5+00', '[]', ''],
]

async function write(ending: string, make: (path: string) => RowWriter, parts: readonly TextRows[]): Promise<string> {
  const path = join(folder, `rows.${ending}`)
  const writer = make(path)
  for (const part of parts) await writer.add(part)
  await writer.end()
  return path
}
const parts = [
  { columns, rows: rows.slice(0, 1) },
  { columns, rows: rows.slice(1) },
]

test('CSV has values as they are, nothing for what is missing, and instants in UTC', async () => {
  expect(readFileSync(await write('csv', csvWriter, parts), 'utf8').split('\n')).toEqual([
    'is,big,small,share,amount,day,at,more,name',
    'true,9007199254740993,-7,0.1,12345678901234567890.25,2026-11-30,2026-11-30T17:30:00.123456Z,"{""a"": 1}","=1, ""x""',
    '"',
    ',,,,,,,,',
    'false,0,0,NaN,0,1969-12-31,1969-12-31T23:59:59.5Z,[],""',
    '',
  ])
  expect(readFileSync(await write('csv', csvWriter, [{ columns: columns.slice(0, 2), rows: [] }]), 'utf8')).toBe(
    'is,big\n',
  )
})

test('lines of JSON have numbers with all their digits', async () => {
  const [first = '', second = '', third = ''] = readFileSync(
    await write('ndjson', jsonLinesWriter, parts),
    'utf8',
  ).split('\n')
  expect(first).toBe(
    '{"is":true,"big":9007199254740993,"small":-7,"share":0.1,"amount":12345678901234567890.25,"day":"2026-11-30",' +
      '"at":"2026-11-30T17:30:00.123456Z","more":{"a": 1},"name":"=1, \\"x\\"\\n"}',
  )
  expect(Object.values(JSON.parse(second) as object)).toEqual(whole.map(() => null))
  expect(JSON.parse(third)).toMatchObject({ is: false, share: 'NaN', more: [], name: '' })
})

test('parquet has types, and is read again as it was written', async () => {
  const file = await openRowFile(await openAsBlob(await write('parquet', parquetWriter, parts)))
  expect([file.columns, await file.count()]).toEqual([columns.map(({ name }) => name), 3])
  const cells = []
  for await (const part of file.parts(10)) cells.push(...part.cells)
  expect(cells).toEqual([
    [
      true,
      '9007199254740993',
      -7,
      0.1,
      '12345678901234567890.25',
      '2026-11-30',
      '2026-11-30T17:30:00.123456Z',
      '{"a": 1}',
      '=1, "x"\n',
    ],
    whole.map(() => null),
    [false, 0, 0, Number.NaN, '0', '1969-12-31', '1969-12-31T23:59:59.500000Z', '[]', ''],
  ])
  const none = await openRowFile(await openAsBlob(await write('parquet', parquetWriter, [{ columns, rows: [] }])))
  expect(await none.count()).toBe(0)
})

test('an instant that ISO cannot say stays as it is', () => {
  expect(['infinity', '0044-03-15 00:00:00+00 BC'].map(isoInstant)).toEqual(['infinity', '0044-03-15 00:00:00+00 BC'])
})
