import { expect, test } from 'vitest'
import { definePlugin, importable } from '@tessera/plugin-api'
import { z } from 'zod'
import { UnreadRow } from '../check-rows.ts'
import { recordTable } from '../record-table.ts'
import { readFileParts, readFileRows, type FileFormat } from './read-file.ts'

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

/** A file without end, in pieces that break lines and characters. */
function* endless(head: string, line: string): Generator<Uint8Array> {
  yield Buffer.from(head)
  const piece = Buffer.from(line.repeat(100))
  for (;;) {
    yield piece.subarray(0, 331)
    yield piece.subarray(331)
  }
}

test.each([
  ['CSV', 'id,note\n', 'a,früh\n', 2],
  ['CSV with quotes', 'id,note\n', 'a,"früh\r\nund spät"\n', 2],
  ['lines of JSON', '', '{"id": "a", "note": "früh"}\n', 1],
])('of %s a part is held, and its lines are the true ones', async (_, head, line, first) => {
  const height = line.split('\n').length - 1
  const found = []
  for await (const part of readFileParts(table, endless(head, line))) {
    if (found.push(part) === 3) break
  }
  for (const [nth, { rows, lines }] of found.entries()) {
    expect(rows).toHaveLength(10_000)
    expect(rows[9_999]).toMatchObject({ id: 'a', note: expect.stringMatching(/^früh(\nund spät)?$/) })
    expect(lines?.[0]).toBe(first + nth * 10_000 * height)
  }
})

test('more rows than may come at once are refused before all of them are read', async () => {
  const many = `id\n${'a\n'.repeat(20_000)}"no end`
  await expect(read(many, 'csv')).rejects.toMatchObject({ code: 'too_many_rows' })
  await expect(read('{"id": "a"}\n'.repeat(20_000) + '{', 'ndjson')).rejects.toMatchObject({ code: 'too_many_rows' })
})

test('others have their turns while a file is read', async () => {
  let turns = 0
  const count = () => {
    turns += 1
    turn = setImmediate(count)
  }
  let turn = setImmediate(count)
  await read(`id\n${'\n'.repeat(2_000_000)}`, 'csv')
  clearImmediate(turn)
  expect(turns).toBeGreaterThan(20)
})

test('a head of very many names, and a line of very many cells, are told at once', async () => {
  const names = Array.from({ length: 1_000_000 }, (_, n) => `c${n}`).join(',')
  await expect(read(`id,${names}\n`, 'csv')).rejects.toThrow("there is no column 'c0'")
  const { rows } = await read(`id,n\n${','.repeat(5_000_000)}\n`, 'csv')
  expect((rows[0] as UnreadRow).reason).toMatch(/^has many more cells/)
})

test('a mark of byte order counts at the begin of a file alone', async () => {
  const rows = Array.from({ length: 20_000 }, (_, n) => `\uFEFF${n},x`).join('\n')
  const found = []
  for await (const part of readFileParts(table, [Buffer.from(`\uFEFFid,note\n${rows}`)])) found.push(...part.rows)
  expect(found).toHaveLength(20_000)
  expect(found.filter((row) => !(row as { id: string }).id.startsWith('\uFEFF'))).toEqual([])
})
