import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, test } from 'vitest'
import { csvSplitter, openRowFile, withoutReasons, type CsvEntry, type FileRows } from './index.ts'

const blob = (text: string | ArrayBuffer) => new Blob([text])

async function allOf(file: Blob, most = 1_000): Promise<FileRows> {
  const all: { cells: (readonly unknown[])[]; lines: number[] } = { cells: [], lines: [] }
  for await (const { cells, lines } of (await openRowFile(file)).parts(most)) {
    all.cells.push(...cells)
    all.lines.push(...lines)
  }
  return all
}

describe('a file of CSV', () => {
  const text = '\uFEFFid;name\r\n1;"a ""b""; c"\r\n\r\n2;"two\r\nlines"\r\n3;plain;more\r4;""'
  const cells = [
    ['1', 'a "b"; c'],
    ['2', 'two\nlines'],
    ['3', 'plain', 'more'],
    ['4', ''],
  ]

  test('is read with the lines its rows begin at, whatever its lines end in', async () => {
    const file = await openRowFile(blob(text))
    expect([file.format, file.columns, file.typed, await file.count()]).toEqual(['csv', ['id', 'name'], false, 4])
    expect(await allOf(blob(text))).toEqual({ cells, lines: [2, 4, 6, 7] })
    const parts = []
    for await (const part of file.parts(3)) parts.push(part.lines)
    expect(parts).toEqual([[2, 4, 6], [7]])
  })

  test('is the same in whatever pieces it comes', () => {
    const plain = text.slice(1)
    for (let size = 1; size <= plain.length; size += 1) {
      const splitter = csvSplitter()
      const entries: CsvEntry[] = []
      for (let at = 0; at < plain.length; at += size) entries.push(...splitter.push(plain.slice(at, at + size)))
      entries.push(...splitter.end())
      expect(entries.map((entry) => entry.cells)).toEqual([['id', 'name'], ...cells])
      expect(entries.map(({ line }) => line)).toEqual([1, 2, 4, 6, 7])
    }
  })

  test.each([
    ['', 'file_empty', 'nothing in the file'],
    ['a\nb"c\n', 'file_csv_wrong', 'line 2: a quote stands inside'],
    ['a,b\n1,2\n"x,3', 'file_csv_wrong', 'line 3: a cell in quotes does not end'],
    ['a,b\n"x"y,3\n', 'file_csv_wrong', 'line 2: a quote stands inside'],
  ])('%j is refused with %s', async (wrong, code, says) => {
    await expect(allOf(blob(wrong))).rejects.toMatchObject({ code, message: expect.stringContaining(says) })
  })

  test('that is no UTF-8 is refused with its line', async () => {
    const latin = new Uint8Array([...Buffer.from('a\nb\nfr'), 0xfc, ...Buffer.from('h\n')]).buffer
    await expect(allOf(blob(latin))).rejects.toThrow(/^line 3 is not written in UTF-8/)
  })
})

test('a file of JSON is a list, an object with rows, or one object in each line', async () => {
  const text = ['{"a": 1, "b": "x"}', '{"a": null, "c": 12345678901234567890}']
  const cells = [
    [1, 'x', null],
    [null, null, '12345678901234567890'],
  ]
  expect(await allOf(blob(`[${text.join()}]`))).toEqual({ cells, lines: [1, 2] })
  expect(await allOf(blob(`{"rows": [${text.join()}]}`))).toEqual({ cells, lines: [1, 2] })
  expect(await allOf(blob(`${text[0]}\n\n${text[1]}\n`), 1)).toEqual({ cells, lines: [1, 3] })
  expect((await allOf(blob('[{"a": 1}, 5]'))).cells).toEqual([[1], [null, 5]])
  await expect(openRowFile(blob('{"a": 1}\n{"a": \n'))).rejects.toThrow(/line 2/)
  await expect(openRowFile(blob('[{"a": '))).rejects.toMatchObject({ code: 'file_json_wrong' })
  await expect(openRowFile(blob('{"rows": 5}'))).rejects.toMatchObject({ code: 'file_json_wrong' })
})

test('a file of parquet is read a part at a time, instants and days as text', async () => {
  const nth = Array.from({ length: 2_500 }, (_, at) => at)
  const file = parquetWriteBuffer({
    rowGroupSize: 1_000,
    columnData: [
      { name: 'id', data: nth.map((at) => `T-${at}`), type: 'STRING' },
      { name: 'seats', data: nth.map(BigInt), type: 'INT64' },
      { name: 'amount', data: nth.map((at) => at / 4), type: 'DOUBLE' },
      { name: 'at', data: nth.map((at) => (at === 0 ? null : new Date(at * 1000 + 250))), type: 'TIMESTAMP' },
    ],
  })
  const opened = await openRowFile(blob(file))
  expect([opened.format, opened.columns, await opened.count()]).toEqual([
    'parquet',
    ['id', 'seats', 'amount', 'at'],
    2_500,
  ])
  const { cells, lines } = await allOf(blob(file), 700)
  expect(lines).toEqual(nth.map((at) => at + 1))
  expect(cells[0]).toEqual(['T-0', 0, 0, null])
  expect(cells[2_499]).toEqual(['T-2499', 2499, 624.75, expect.stringMatching(/^1970-01-01T00:41:39\.250(000)?Z$/)])
  await expect(openRowFile(blob('PAR1 and no more'))).rejects.toMatchObject({ code: 'file_parquet_wrong' })
})

test('what an import refused is read as it stood before, without reasons and what made texts harmless', async () => {
  const file = await openRowFile(blob(`line,reason,id,"'=name"\n7,'-x,-5,'=1+1\n9,x,'' ,"'+a, b"\n`))
  const read = withoutReasons(file, ['id', 'name'])
  expect(read.columns).toEqual(['id', '=name'])
  for await (const { cells, lines } of read.parts(9))
    expect([cells, lines]).toEqual([
      [
        ['-5', '=1+1'],
        ["'' ", '+a, b'],
      ],
      [2, 3],
    ])
  expect(withoutReasons(file, ['reason', 'id'])).toBe(file)
})
