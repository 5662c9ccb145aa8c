import { formatDate } from '@tessera/ui'
import type { Cell, Frame, FrameMeta, RowsAnswer, RowsColumn } from '@tessera/plugin-api/wire'
import type { CsvColumn } from '../export/frame-csv.ts'

/** A column's name in words: `user_id` → "User id". */
export function columnTitle({ title, masked }: Pick<RowsColumn, 'title' | 'masked'>): string {
  const words = title.replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${masked ? ' (masked)' : ''}`
}

/** The columns of rows as a file has them. */
export function csvColumns({ columns }: Pick<RowsAnswer, 'columns'>): readonly CsvColumn[] {
  return columns.map((column) => ({ title: columnTitle(column), type: column.type }))
}

/** An instant to the second in a zone, written so that texts sort as times do: `2026-10-02 11:00:00`. */
function instantText(value: string, timeZone: string): string {
  const options = { dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' } as const
  return formatDate(value, options, { locale: 'sv-SE', timeZone })
}

function shownCell(value: Cell, column: RowsColumn, timeZone: string): Cell {
  return column.type === 'instant' && typeof value === 'string' ? instantText(value, timeZone) : value
}

/** Rows behind a number as a frame, so that they are shown by the same table as every other answer. */
export function rowsFrame(answer: RowsAnswer, meta: FrameMeta): Frame {
  const { timeZone } = answer.meta
  return {
    columns: answer.columns.map((column) => {
      const { name, role, type, labels } = column
      const shown = role === 'value' && type === 'number'
      // why: named after its dimension, it tells the table which rows are of the rest
      if (role === 'other') return { name: `dimension:${name}`, role, type, title: columnTitle(column) }
      return {
        name: `${role}:${name}`,
        role: shown ? ('metric' as const) : ('dimension' as const),
        // why: numbers of a dimension, as weekdays are, are sorted as such
        type: shown || (role === 'dimension' && type === 'number') ? ('number' as const) : ('text' as const),
        title: columnTitle(column),
        ...(labels === undefined ? {} : { labels }),
      }
    }),
    rows: answer.rows.map((row) =>
      row.map((cell, index) => {
        const column = answer.columns[index]
        return column === undefined ? cell : shownCell(cell, column, timeZone)
      }),
    ),
    meta,
  }
}
