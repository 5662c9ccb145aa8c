import { formatError, isRest, readFrame } from '@tessera/ui'
import type { Cell, Frame, FrameColumn } from '@tessera/plugin-api/wire'

/**
 * A frame as CSV (RFC 4180). Values are exact and unformatted, their unit stands in the heading.
 * Text that a spreadsheet would run as a formula is given a leading apostrophe.
 */
export function frameCsv(frame: Frame): string {
  const heading = frame.columns.map((column) => quote(harmless(headingOf(column, frame.meta.currency))))
  const { dimensions } = readFrame(frame)
  const rows = frame.rows.map((row) =>
    row.map((cell, index) => {
      const rest = dimensions.find((dimension) => dimension.index === index && isRest(row, dimension))?.other
      return quote(rest ? harmless(rest.title) : cellText(cell, frame.columns[index]))
    }),
  )
  return csvLines([heading, ...rows])
}

/** Lines of CSV from cells that are quoted already. */
function csvLines(lines: readonly (readonly string[])[]): string {
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('')
}

/** Any table as CSV: a heading, then rows; text that a spreadsheet would run is made harmless. */
export function tableCsv(heading: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell) => quote(typeof value === 'string' ? harmless(value) : String(value ?? ''))
  return csvLines([heading.map((title) => quote(harmless(title))), ...rows.map((row) => row.map(cell))])
}

/** Name of the file a frame is saved under: title and range in plain letters. */
export function csvFileName(title: string, frame: { readonly meta: Pick<Frame['meta'], 'range'> }): string {
  const words = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
  const { from, to } = frame.meta.range
  return `${words || 'panel'}_${from.slice(0, 10)}_${to.slice(0, 10)}.csv`
}

function headingOf(column: FrameColumn, currency: string): string {
  const unit = column.role === 'sample' ? 'n' : column.unit === 'money' ? currency : column.unit
  const comparison = column.comparison === undefined || column.title.includes('(') ? '' : `, ${column.comparison}`
  const error = formatError(column)
  const notes = [unit, error === undefined ? undefined : `estimate, error ${error}`].filter(
    (note) => note !== undefined,
  )
  return `${column.title}${comparison}${notes.length === 0 ? '' : ` [${notes.join(', ')}]`}`
}

function cellText(cell: Cell, column: FrameColumn | undefined): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const number = column?.type === 'number' && /^-?\d+(\.\d+)?$/.test(cell)
  return number ? cell : harmless(labelOf(cell, column?.labels))
}

function labelOf(value: string, labels: FrameColumn['labels']): string {
  // why: a value named like a property every object has (`toString`) is no label
  return labels !== undefined && Object.hasOwn(labels, value) ? (labels[value] ?? value) : value
}

function harmless(text: string): string {
  return /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
