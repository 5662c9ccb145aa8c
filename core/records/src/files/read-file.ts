import { readText } from '@tessera/plugin-api/server'
import type { RecordTable } from '../record-table.ts'
import { readCsv, type RowsOfFile } from './read-csv.ts'
import { readJsonLines, readJsonRows } from './read-json-rows.ts'

/** How rows are written down. */
export type FileFormat = 'csv' | 'json' | 'ndjson'

/**
 * Rows of a file: what begins like JSON is read as that, all else as CSV, unless `format` says which. UTF-8, with or without a byte order
 * mark, whatever its lines end in. Refuses with `text_unreadable`, `json_unreadable` and `csv_wrong`, which name the line.
 */
export async function readFileRows(table: RecordTable, bytes: Uint8Array, format?: FileFormat): Promise<RowsOfFile> {
  const text = readText(bytes)
  if (format === 'ndjson') return readJsonLines(text)
  const isJson = format === undefined ? /^\s*[[{]/.test(text) : format === 'json'
  return isJson ? readJsonRows(text) : readCsv(table, text)
}
