import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { isPlainNumber } from './plain-number.ts'
import type { ImportColumn } from '@tessera/plugin-api/wire'
import { UnreadRow } from '../check-rows.ts'
import { recordErrors } from '../errors.ts'
import type { RecordTable } from '../record-table.ts'

/** Rows of a file, and the line that each begins at. */
export interface RowsOfFile {
  readonly rows: readonly unknown[]
  readonly lines: readonly number[] | null
}

interface Entry {
  readonly cells: readonly string[]
  /** Line it begins at. */
  readonly begin: number
}

const pieceLength = 64 * 1024

/** Pieces of a text, so that it is not read in one go. */
function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength)
}

/** What parts the cells: what the first line has of comma, semicolon and tab, in this order. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split('\n', 1)
  return [',', ';', '\t'].find((sign) => first.includes(sign)) ?? ','
}

function valueOf({ kind }: ImportColumn, cell: string): unknown {
  if (cell === '') return undefined
  if (kind === 'boolean') return { true: true, false: false }[cell.trim().toLowerCase()] ?? cell
  if ((kind === 'integer' || kind === 'number') && isPlainNumber(cell.trim())) return Number(cell)
  return kind === 'text' ? cell : cell.trim()
}

/** The columns that a head names, in its order. Refuses with `csv_wrong`. */
function headOf(table: RecordTable, cells: readonly string[]): readonly ImportColumn[] {
  const wrong = (reason: string) => recordErrors('csv_wrong', { line: 1, reason })
  const names = cells.map((cell) => cell.trim())
  const known = new Map(table.columns.map((column) => [column.name, column]))
  const twice = names.find((name, at) => names.indexOf(name) < at)
  if (twice !== undefined) throw wrong(`the column '${twice}' stands there twice; take one out`)
  const missing = table.columns.find(({ name, required }) => required && !names.includes(name))
  return names.map((name) => {
    const column = known.get(name)
    if (column && missing === undefined) return column
    const all = [...known.keys()].join(', ')
    if (!column) throw wrong(`there is no column '${name.slice(0, 100)}'; the first line names columns of: ${all}`)
    throw wrong(`the column '${missing?.name}' is missing; the first line names columns of: ${all}`)
  })
}

/**
 * Rows of CSV whose first line names the columns; cells are parted by commas, or by semicolons or tabs where the first line has those. An
 * empty cell is left out. A line with too many or too few cells is an `UnreadRow`. Refuses with `csv_wrong`, naming the line.
 */
export async function readCsv(table: RecordTable, text: string): Promise<RowsOfFile> {
  const delimiter = delimiterOf(text)
  const rows: unknown[] = []
  const lines: number[] = []
  let head: readonly ImportColumn[] | null = null
  let line = 1
  // why: what was read before a mistake does not come out of the stream any more, but it was here
  const onRecord = (cells: string[], { lines: end }: { readonly lines: number }): Entry => {
    const begin = line
    line = end + 1
    return { cells, begin }
  }
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    record_delimiter: '\n',
    on_record: onRecord as never,
  })
  try {
    for await (const entry of Readable.from(pieces(text)).pipe(parser)) {
      const { cells: given, begin } = entry as Entry
      if (given.length <= 1 && (given[0] ?? '').trim() === '') continue
      if (!head) {
        head = headOf(table, given)
        continue
      }
      lines.push(begin)
      const said = `has ${given.length} cells, but the first line has ${head.length}; correct one of them`
      const cells = head
        .map((column, at): [string, unknown] => [column.name, valueOf(column, given[at] ?? '')])
        .filter(([, value]) => value !== undefined)
      rows.push(given.length === head.length ? Object.fromEntries(cells) : new UnreadRow(said))
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const reason =
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'a cell in quotes does not end'
        : 'a quote stands inside a cell; write it twice, and the cell in quotes'
    throw recordErrors('csv_wrong', { line, reason })
  }
  if (!head) throw recordErrors('csv_wrong', { line: 1, reason: 'there is nothing; the first line names the columns' })
  return { rows, lines }
}
