import { textOfCsv } from '@tessera/plugin-api/wire'
import type { RowFile } from './row-file.ts'

/**
 * A file that was written with what an import refused, as the rows stood in the file before: without the line and the reason before
 * them, and without the apostrophes that keep spreadsheets from running texts. Every other file, and one for a table that has such columns, is as it was.
 */
export function withoutReasons(file: RowFile, columnsOfTable: readonly string[]): RowFile {
  const [place, reason] = file.columns
  const isWritten = (place === 'line' || place === 'row') && reason === 'reason'
  if (!isWritten || columnsOfTable.includes(place) || columnsOfTable.includes(reason)) return file
  const asRead = (cell: unknown) => (!file.typed && typeof cell === 'string' ? textOfCsv(cell) : cell)
  return {
    ...file,
    columns: file.columns.slice(2).map((name) => (file.typed ? name : textOfCsv(name))),
    parts: async function* (most) {
      for await (const { cells, lines } of file.parts(most))
        yield { cells: cells.map((row) => row.slice(2).map(asRead)), lines }
    },
  }
}
