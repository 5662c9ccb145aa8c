import { formatCell, isRest, nameOf as valueName, readFrame } from '@tessera/ui'
import type { Cell, CellAddress, Frame, FrameColumn } from '@tessera/plugin-api/wire'

/** A number of an answer one may ask about. */
export interface PickedCell {
  readonly at: CellAddress
  readonly column: FrameColumn
  /** Bucket and dimension values in words; empty for a single total. */
  readonly place: string
  readonly value: Cell
}

const isNumber = ({ role }: FrameColumn) => role === 'metric' || role === 'comparison'

/** Columns whose numbers rows stand behind: metrics and their comparisons, but no targets. */
export function numberColumns({ columns }: Pick<Frame, 'columns'>): readonly FrameColumn[] {
  return columns.filter((column) => isNumber(column) && column.comparison !== 'target')
}

const totalOf = ({ totals }: Frame) => totals?.find(({ by }) => by.length === 0)?.rows[0]

/** Rows one may look behind: those of the answer, then its grand total. */
export function rowsOf(frame: Frame): Frame['rows'] {
  const total = totalOf(frame)
  return total === undefined ? frame.rows : [...frame.rows, total]
}

/** Bucket and dimension values of a row, in words. */
export function placeWords(frame: Frame, row: readonly Cell[]): string {
  if (row === totalOf(frame)) return 'Total'
  const { time, dimensions } = readFrame(frame)
  const when = time === undefined ? [] : [formatCell(row[time.index] ?? null, time, { meta: frame.meta })]
  return [...when, ...dimensions.map((dimension) => valueName(row, dimension))].join(' · ')
}

/** Name of the metric's column in the query: a comparison column is called `<name>:<key>`. */
const nameOf = ({ name, comparison }: FrameColumn) =>
  comparison === undefined ? name : name.slice(0, -comparison.length - 1)

/** The place of a number in its answer. */
export function cellAt(frame: Frame, row: readonly Cell[], column: FrameColumn): CellAddress {
  const inTotal = row === totalOf(frame)
  const own = inTotal ? [] : readFrame(frame).dimensions
  const dimensions = own.map(({ name, index }) => [name, row[index] ?? null] as const)
  const time = frame.columns.findIndex(({ role }) => role === 'time')
  return {
    metric: nameOf(column),
    ...(time < 0 || inTotal ? {} : { bucket: String(row[time]) }),
    ...(dimensions.length === 0 ? {} : { dimensions: Object.fromEntries(dimensions) }),
    ...(own.some((dimension) => isRest(row, dimension)) ? { other: true as const } : {}),
    ...(column.comparison === undefined ? {} : { comparison: column.comparison }),
  }
}

const samePlace = (a: CellAddress, b: CellAddress) =>
  JSON.stringify({ ...a, part: undefined }) === JSON.stringify({ ...b, part: undefined })

/** Every number of an answer, row by row, its total last. */
export function cellsOf(frame: Frame): readonly PickedCell[] {
  return rowsOf(frame).flatMap((row) =>
    numberColumns(frame).map((column) => ({
      at: cellAt(frame, row, column),
      column,
      place: placeWords(frame, row),
      value: row[frame.columns.indexOf(column)] ?? null,
    })),
  )
}

/** The number asked for, else the first that is known, in a series the last whose period is over. */
export function pickCell(frame: Frame, asked: CellAddress | null): PickedCell | null {
  const cells = cellsOf(frame)
  const found = asked === null ? undefined : cells.find(({ at }) => samePlace(at, asked))
  if (found) return found
  const first = numberColumns(frame)[0]
  const own = cells.filter(({ column, value }) => column === first && value !== null)
  if (frame.meta.grain === null) return own[0] ?? cells[0] ?? null
  const whole = new Set(frame.meta.buckets.filter(({ partial }) => !partial).map(({ label }) => label))
  return (
    own.findLast(({ at }) => whole.has(at.bucket ?? '')) ??
    own.findLast(({ at }) => at.bucket !== undefined) ??
    cells[0] ??
    null
  )
}
