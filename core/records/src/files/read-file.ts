import { mostRows } from '../check-rows.ts'
import { recordErrors } from '../errors.ts'
import type { RecordTable } from '../record-table.ts'
import { readCsv } from './read-csv.ts'
import { readJsonLines, readJsonRows } from './read-json-rows.ts'
import type { RowsOfFile } from './rows-of-file.ts'
import { textBlocks, type TextBlock } from './text-blocks.ts'

/** How rows are written down. */
export type FileFormat = 'csv' | 'json' | 'ndjson'

/** Bytes as they come. */
export type FileBytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

async function* readBlocks(
  table: RecordTable,
  bytes: FileBytes,
  format: FileFormat | undefined,
): AsyncGenerator<RowsOfFile, void, undefined> {
  const blocks = textBlocks(bytes)
  if (format === 'ndjson') return yield* readJsonLines(blocks)
  if (format === 'csv') return yield* readCsv(table, blocks)
  if (format === 'json') return yield* readJsonRows(blocks)
  const before: TextBlock[] = []
  for await (const block of { [Symbol.asyncIterator]: () => ({ next: () => blocks.next() }) }) {
    before.push(block)
    if (block.text.trim() !== '') break
  }
  const all = (async function* () {
    yield* before
    yield* blocks
  })()
  const isJson = /^\s*[[{]/.test(before.at(-1)?.text ?? '')
  yield* isJson ? readJsonRows(all) : readCsv(table, all)
}

/**
 * Rows of a file, at most 10,000 at a time: what begins like JSON is read as that, all else as CSV, unless `format` says which. UTF-8, with or
 * without a byte order mark, whatever its lines end in. Of the file a part is held, but all of it where it is one piece of JSON. Refuses
 * with `text_unreadable`, `json_unreadable` and `csv_wrong`, which name the line.
 */
export async function* readFileParts(
  table: RecordTable,
  bytes: FileBytes,
  format?: FileFormat,
): AsyncGenerator<RowsOfFile, void, undefined> {
  let rows: unknown[] = []
  let lines: number[] = []
  for await (const block of readBlocks(table, bytes, format)) {
    for (let at = 0; at < block.rows.length;) {
      const end = at + mostRows - rows.length
      rows.push(...block.rows.slice(at, end))
      if (block.lines) lines.push(...block.lines.slice(at, end))
      at = end
      if (rows.length < mostRows) continue
      yield { rows, lines: block.lines && lines }
      ;[rows, lines] = [[], []]
    }
  }
  if (rows.length > 0) yield { rows, lines: lines.length > 0 ? lines : null }
}

/** Rows of a file that holds 10,000 at most. Refuses as `readFileParts` does, and with `too_many_rows` as soon as there are more. */
export async function readFileRows(table: RecordTable, bytes: Uint8Array, format?: FileFormat): Promise<RowsOfFile> {
  let found: RowsOfFile | null = null
  for await (const part of readFileParts(table, [bytes], format)) {
    if (found) throw recordErrors('too_many_rows', { most: mostRows })
    found = part
  }
  return found ?? { rows: [], lines: format === 'json' ? null : [] }
}
