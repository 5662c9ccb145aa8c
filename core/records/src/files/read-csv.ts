import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { cellValue } from './cell-value.ts'
import type { ImportColumn } from '@tessera/plugin-api/wire'
import { UnreadRow } from '../check-rows.ts'
import { recordErrors } from '../errors.ts'
import type { RecordTable } from '../record-table.ts'
import type { RowsOfFile } from './rows-of-file.ts'
import { countOf, type TextBlock } from './text-blocks.ts'

/** The cells of a line, or of several where a cell holds lines. */
interface Entry {
  readonly cells: readonly string[]
  /** Line it begins at. */
  readonly line: number
}

/** Most cells of a line that are looked at beside those of the first one. */
const mostStrays = 100
const mostNames = 10_000

/** What parts the cells: what the first line has of comma, semicolon and tab, in this order. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split('\n', 1)
  return [',', ';', '\t'].find((sign) => first.includes(sign)) ?? ','
}

/** The columns that a head names, in its order. Refuses with `csv_wrong`. */
export function headOf(table: RecordTable, { cells, line }: Pick<Entry, 'cells' | 'line'>): readonly ImportColumn[] {
  const wrong = (reason: string) => recordErrors('csv_wrong', { line, reason })
  const names = cells.map((cell) => cell.trim())
  const known = new Map(table.columns.map((column) => [column.name, column]))
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) throw wrong(`the column '${name.slice(0, 100)}' stands there twice; take one out`)
    seen.add(name)
  }
  const missing = table.columns.find(({ name, required }) => required && !seen.has(name))
  return names.map((name) => {
    const column = known.get(name)
    if (column && missing === undefined) return column
    const all = [...known.keys()].join(', ')
    if (!column) throw wrong(`there is no column '${name.slice(0, 100)}'; the first line names columns of: ${all}`)
    throw wrong(`the column '${missing?.name}' is missing; the first line names columns of: ${all}`)
  })
}

/** A line as a row. */
function rowOf(head: readonly ImportColumn[], cells: readonly string[]): unknown {
  if (cells.length !== head.length) {
    const said = cells.length > head.length + mostStrays ? 'many more' : String(cells.length)
    return new UnreadRow(`has ${said} cells, but the first line has ${head.length}; correct one of them`)
  }
  const row: Record<string, unknown> = {}
  for (const [at, column] of head.entries()) {
    const value = cellValue(column, cells[at] ?? '')
    if (value !== undefined) row[column.name] = value
  }
  return row
}

/** Texts of whole entries: those in which a cell in quotes is still open are joined with the next. */
async function* wholeEntries(blocks: AsyncIterable<TextBlock>): AsyncGenerator<TextBlock, void, undefined> {
  let open: string[] = []
  let [quotes, begin] = [0, 1]
  for await (const { text, firstLine } of blocks) {
    if (open.length === 0) begin = firstLine
    open.push(text)
    quotes += countOf(text, '"')
    if (quotes % 2 === 1) continue
    yield { text: open.join(''), firstLine: begin }
    open = []
  }
  if (open.length > 0) yield { text: open.join(''), firstLine: begin }
}

/** Entries without a quote: each stands in a line. */
function* plainEntries({ text, firstLine }: TextBlock, by: { delimiter: string; most: number }): Generator<Entry> {
  let line = firstLine
  for (const one of text.split('\n')) {
    if (one.trim() !== '') yield { cells: one.split(by.delimiter, by.most), line }
    line += 1
  }
}

/** Entries with quotes. Refuses with `csv_wrong`. */
function* quotedEntries({ text, firstLine }: TextBlock, delimiter: string): Generator<Entry> {
  let line = firstLine
  const entries: Entry[] = []
  const onRecord = (cells: string[], { lines }: { readonly lines: number }): null => {
    if (cells.length > 1 || (cells[0] ?? '').trim() !== '') entries.push({ cells, line })
    line = firstLine + lines
    return null
  }
  try {
    parse(text, { delimiter, relax_column_count: true, record_delimiter: '\n', on_record: onRecord as never })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const reason =
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'a cell in quotes does not end'
        : 'a quote stands inside a cell; write it twice, and the cell in quotes'
    throw recordErrors('csv_wrong', { line, reason })
  }
  yield* entries
}

/**
 * Rows of CSV whose first line names the columns, a block at a time; cells are parted by commas, or by semicolons or tabs where the first
 * line has those. An empty cell is left out. A line with too many or too few cells is an `UnreadRow`. Refuses with `csv_wrong`, naming the line.
 */
export async function* readCsv(
  table: RecordTable,
  blocks: AsyncIterable<TextBlock>,
): AsyncGenerator<RowsOfFile, void, undefined> {
  let delimiter: string | null = null
  let head: readonly ImportColumn[] | null = null
  for await (const block of wholeEntries(blocks)) {
    delimiter ??= delimiterOf(block.text)
    const most = (head?.length ?? mostNames) + mostStrays + 1
    const entries = block.text.includes('"')
      ? quotedEntries(block, delimiter)
      : plainEntries(block, { delimiter, most })
    const rows: unknown[] = []
    const lines: number[] = []
    for (const entry of entries) {
      if (!head) {
        head = headOf(table, entry)
        continue
      }
      rows.push(rowOf(head, entry.cells))
      lines.push(entry.line)
    }
    yield { rows, lines }
  }
  if (!head) throw recordErrors('csv_wrong', { line: 1, reason: 'there is nothing; the first line names the columns' })
}
