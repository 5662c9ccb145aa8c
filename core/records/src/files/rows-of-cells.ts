import type { RecordTable } from '../record-table.ts'
import { UnreadRow } from '../check-rows.ts'
import { cellValue } from './cell-value.ts'

/** Cells of lines, under the columns of the table they are to go into. */
export interface Cells {
  readonly columns: readonly string[]
  readonly cells: readonly (readonly unknown[])[]
  /** Texts stand for themselves; otherwise they are read as those of a CSV file. */
  readonly typed: boolean
}

/** Cells as rows, to be looked at as any others. */
export function rowsOfCells(table: RecordTable, { columns, cells, typed }: Cells): readonly unknown[] {
  const known = new Map(table.columns.map((column) => [column.name, column]))
  const targets = columns.map((name) => ({ name, column: known.get(name) }))
  return cells.map((line) => {
    if (line.length !== columns.length)
      return new UnreadRow(`has ${line.length} cells, but there are ${columns.length} columns; correct one of them`)
    const row: Record<string, unknown> = {}
    for (const [at, { name, column }] of targets.entries()) {
      const cell = line[at]
      const value = typed || typeof cell !== 'string' || !column ? (cell ?? undefined) : cellValue(column, cell)
      if (value !== undefined) row[name] = value
    }
    return row
  })
}
