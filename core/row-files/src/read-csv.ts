import { csvSplitter, type CsvEntry } from './csv-splitter.ts'
import { rowFileErrors } from './errors.ts'
import type { RowFile } from './row-file.ts'
import { textsOf } from './texts-of.ts'

async function* entriesOf(file: Blob): AsyncGenerator<readonly CsvEntry[], void, undefined> {
  const splitter = csvSplitter()
  for await (const text of textsOf(file)) yield splitter.push(text)
  yield splitter.end()
}

async function headOf(file: Blob): Promise<readonly string[]> {
  for await (const [first] of entriesOf(file)) if (first) return first.cells.map((cell) => cell.trim())
  throw rowFileErrors('file_empty', {})
}

/** A file of CSV. Refuses with `file_empty`, `file_text_unreadable` and `file_csv_wrong`. */
export async function readCsv(file: Blob): Promise<RowFile> {
  return {
    format: 'csv',
    columns: await headOf(file),
    typed: false,
    count: async (signal) => {
      let count = -1
      for await (const entries of entriesOf(file)) {
        signal?.throwIfAborted()
        count += entries.length
      }
      return Math.max(0, count)
    },
    parts: async function* (most) {
      let [cells, lines]: [(readonly string[])[], number[]] = [[], []]
      let isHead = true
      for await (const entries of entriesOf(file)) {
        for (const entry of entries) {
          if (isHead) {
            isHead = false
            continue
          }
          cells.push(entry.cells)
          lines.push(entry.line)
          if (cells.length < most) continue
          yield { cells, lines }
          ;[cells, lines] = [[], []]
        }
      }
      if (cells.length > 0) yield { cells, lines }
    },
  }
}
