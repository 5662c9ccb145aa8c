import { expect, test } from 'vitest'
import { definePlugin, importable } from '@tessera/plugin-api'
import { z } from 'zod'
import { UnreadRow } from '../check-rows.ts'
import { recordTable } from '../record-table.ts'
import { readFileRows, type FileFormat } from './read-file.ts'

const plugin = definePlugin({
  id: 'shop',
  title: 'Shop',
  tables: {
    sales: importable({
      title: 'Sales',
      key: ['id'],
      columns: z.object({
        id: z.string(),
        note: z.string().optional(),
        n: z.number().optional(),
        is: z.boolean().optional(),
      }),
    }),
  },
})
const table = recordTable(plugin, 'sales')
const read = (text: string | Uint8Array, format?: FileFormat) =>
  readFileRows(table, typeof text === 'string' ? Buffer.from(text) : text, format)

test('CSV with a head is read as it is meant, whatever its lines end in and its cells are parted by', async () => {
  const expected = { rows: [{ id: 'a', note: 'x, "y"', n: 1.5, is: true }, { id: 'b' }], lines: [2, 4] }
  for (const end of ['\n', '\r\n', '\r']) {
    const text = ['\uFEFFid,note,n,is', 'a,"x, ""y""",1.5,TRUE', '', 'b,,,', ''].join(end)
    expect(await read(text)).toEqual(expected)
  }
  expect(await read('id;n\n a ;2\n')).toEqual({ rows: [{ id: ' a ', n: 2 }], lines: [2] })
  expect(await read('n\tid\n-2e3\ta')).toEqual({ rows: [{ id: 'a', n: -2000 }], lines: [2] })
})

test('a cell may hold lines, and what comes after it has its true line', async () => {
  const { rows, lines } = await read('id,note\na,"one\ntwo\nthree"\nb,c\n')
  expect([rows, lines]).toEqual([
    [
      { id: 'a', note: 'one\ntwo\nthree' },
      { id: 'b', note: 'c' },
    ],
    [2, 5],
  ])
})

test('numbers that a JavaScript number would change, and other texts, stay text', async () => {
  const { rows } = await read('id,n,is\na,9007199254740993,yes\nb,"1,5",\nc,0x10,\n')
  expect(rows).toEqual([
    { id: 'a', n: '9007199254740993', is: 'yes' },
    { id: 'b', n: '1,5' },
    { id: 'c', n: '0x10' },
  ])
})

test('a line with too many or too few cells is known by what is wrong with it', async () => {
  const { rows, lines } = await read('id,n\na\nb,1,2\n')
  expect(rows).toEqual([expect.any(UnreadRow), expect.any(UnreadRow)])
  expect([lines, (rows[1] as UnreadRow).reason]).toEqual([[2, 3], expect.stringMatching(/^has 3 cells, but .* has 2/)])
})

test.each([
  ['', 'line 1: there is nothing'],
  ['id,id\n', "line 1: the column 'id' stands there twice"],
  ['id,price\n', "line 1: there is no column 'price'; the first line names columns of: id, note, n, is"],
  ['note\nx', "line 1: the column 'id' is missing"],
  ['id,note\na,b\nc,"d\n', 'line 3: a cell in quotes does not end'],
  ['id,note\na,b"c"\n', 'line 2: a quote stands inside a cell'],
])('%j is refused as CSV: %s', async (text, reason) => {
  await expect(read(text, 'csv')).rejects.toThrow(reason)
})

test('other encodings are refused with their line', async () => {
  await expect(read(Buffer.from('id,note\na,früh\n', 'latin1'))).rejects.toThrow(
    'line 2 holds something else than UTF-8',
  )
  await expect(read(Buffer.from('\uFEFFid\na', 'utf16le'))).rejects.toThrow('line 1 holds UTF-16')
})

test('JSON is an array, an object with rows, or one object in each line', async () => {
  const rows = [{ id: 'a', n: 1 }, { id: 'b' }]
  expect(await read(JSON.stringify(rows, null, 2))).toEqual({ rows, lines: null })
  expect(await read(JSON.stringify({ rows }))).toEqual({ rows, lines: null })
  expect(await read('{"id": "a", "n": 1}\r\n\r\n{"id": "b"}\r\n')).toEqual({ rows, lines: [1, 3] })
  expect(await read('{"id": "a", "n": 1}', 'ndjson')).toEqual({ rows: [{ id: 'a', n: 1 }], lines: [1] })
  expect((await read('[{"id": "a", "n": 0.12345678901234567890}]')).rows).toEqual([
    { id: 'a', n: '0.12345678901234567890' },
  ])
})

test.each([
  ['[{"id": "a"},\n{"id": }]', 'line 2: '],
  ['{"id": "a"}\n{"id": "b"\n', 'line 2: '],
  ['{"id": "a"}', 'write the rows as'],
  ['{"rows": 1}', 'write the rows as'],
])('%j is refused as JSON', async (text, reason) => {
  await expect(read(text)).rejects.toThrow(reason)
})
