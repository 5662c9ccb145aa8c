import { formatError, isRest, offPhrase, readFrame } from '@tessera/ui'
import {
  csvText,
  csvTextOrNumber,
  type Cell,
  type Frame,
  type FrameColumn,
  type RowsColumn,
} from '@tessera/plugin-api/wire'

/** A column of a table that is written as CSV. */
export interface CsvColumn {
  readonly title: string
  readonly type: FrameColumn['type'] | RowsColumn['type']
}

/**
 * A frame as CSV (RFC 4180). Values are exact and unformatted, their unit stands in the heading; what is missing is an empty field,
 * an empty text is `""`. Text that a spreadsheet would run as a formula is given a leading apostrophe, and so is text that would
 * read like that. The rules a figure was reckoned by, and plugins whose rows it lacks, stand in its heading. Values stand under their readable names unless two of a column have one name.
 */
export function frameCsv(frame: Frame): string {
  const heading = frame.columns.map((column) => csvText(headingOf(column, frame.meta)))
  const { dimensions } = readFrame(frame)
  const labels = frame.columns.map((column, index) =>
    tellingLabels(column, new Set(frame.rows.map((row) => row[index]))),
  )
  const rows = frame.rows.map((row) =>
    row.map((cell, index) => {
      const rest = dimensions.find((dimension) => dimension.index === index && isRest(row, dimension))?.other
      return rest ? csvText(rest.title) : field(cell, frame.columns[index]?.type, labels[index])
    }),
  )
  return csvLines([heading, ...rows])
}

/** Lines of CSV from cells that are quoted already. */
function csvLines(lines: readonly (readonly string[])[]): string {
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('')
}

/** Any table as CSV: a heading, then rows; text that a spreadsheet would run is made harmless. */
export function tableCsv(columns: readonly CsvColumn[], rows: readonly (readonly Cell[])[]): string {
  const heading = columns.map(({ title }) => csvText(title))
  return csvLines([heading, ...rows.map((row) => row.map((cell, index) => field(cell, columns[index]?.type)))])
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

function headingOf(column: FrameColumn, { currency, rules = [], sourcesOff = [] }: Frame['meta']): string {
  const unit = column.role === 'sample' ? 'n' : column.unit === 'money' ? currency : column.unit
  const comparison = column.comparison === undefined || column.title.includes('(') ? '' : `, ${column.comparison}`
  const error = formatError(column)
  const margin = column.role === 'margin' ? 'half of the 95 % interval' : undefined
  const isFigure = column.role === 'metric' || column.role === 'comparison'
  const isOf = ({ metrics }: { readonly metrics: readonly string[] }) =>
    isFigure && metrics.includes(column.metric ?? '')
  const notes = [
    unit,
    margin,
    error === undefined ? undefined : `estimate, error ${error}`,
    ...sourcesOff.filter(isOf).map(offPhrase),
    ...rules.filter(isOf).map(({ phrase }) => phrase),
  ].filter((note) => note !== undefined)
  return `${column.title}${comparison}${notes.length === 0 ? '' : ` [${notes.join(', ')}]`}`
}

function field(cell: Cell, type: CsvColumn['type'] | undefined, labels?: FrameColumn['labels']): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  return type === 'number' ? csvTextOrNumber(cell) : csvText(labelOf(cell, labels))
}

function labelOf(value: string, labels: FrameColumn['labels']): string {
  // why: a value named like a property every object has (`toString`) is no label
  return labels !== undefined && Object.hasOwn(labels, value) ? (labels[value] ?? value) : value
}

/** The names of a column's values; none where one of them would be written as another one is, or as a value it may have. */
function tellingLabels({ labels = {} }: FrameColumn, cells: ReadonlySet<Cell | undefined>): FrameColumn['labels'] {
  const values = [...cells].filter((cell) => typeof cell === 'string')
  const named = Map.groupBy(new Set([...values, ...Object.keys(labels)]), (value) => labelOf(value, labels))
  return values.every((value) => named.get(labelOf(value, labels))?.length === 1) ? labels : undefined
}
