import { createColumnHelper, createSortedRowModel, rowSortingFeature, tableFeatures } from '@tanstack/react-table'
import type { Cell, Frame } from '@tessera/plugin-api/wire'
import { durationUnit } from '../../format/duration.ts'
import { boundOf } from '../../format/target-verdict.ts'
import { hasTargetsByRow, targetIn } from '../../frame/target-in.ts'
import { comparisonWords } from '../../words/comparison-words.ts'
import { isRest, nameOf } from '../../words/name-of.ts'
import {
  cellOf,
  numberOf,
  readFrame,
  type DimensionColumn,
  type MetricColumn,
  type ReadColumn,
} from '../../frame/read-frame.ts'
import { capitalize } from '../metric-lines.ts'

/** The parts of TanStack Table this kit uses. */
export const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })

/** A frame's row. */
export type TableRow = readonly Cell[]

/** What a table column shows: a cell as it is, or a comparison with the change it led to. */
export interface TableColumn {
  readonly id: string
  readonly title: string
  readonly column: ReadColumn | DimensionColumn
  /** The metric a comparison column is compared with. */
  readonly compared: MetricColumn | undefined
  /** The metric whose targets, row by row, stand in this column. */
  readonly aimed?: MetricColumn
  readonly numeric: boolean
  /** Decimals its durations or scores are written with; those of its values where left out. */
  readonly decimals?: number | undefined
}

/** The columns of a frame as a reader sees them: each comparison stands after its metric. */
export function tableColumns(frame: Frame, locale?: string): readonly TableColumn[] {
  const { time, dimensions, metrics } = readFrame(frame)
  const evenly = (column: MetricColumn): TableColumn => ({ ...plain(column), decimals: decimalsOf(frame, column) })
  return [
    ...(time === undefined ? [] : [plain(time)]),
    ...dimensions.map(plain),
    ...metrics.flatMap((metric) => [
      evenly(metric),
      ...metric.comparisons.map((column) => ({
        ...plain(column),
        title: capitalize(comparisonWords(frame, column, locale)),
        compared: metric,
        numeric: true,
        decimals: decimalsOf(frame, metric),
      })),
      ...(isAimed(metric) ? [{ ...plain(metric), id: `${metric.name}:aim`, title: 'Target', aimed: metric }] : []),
      ...(metric.sample === undefined ? [] : [plain(metric.sample)]),
      ...metric.margins.filter(({ comparison }) => comparison === undefined).map(plain),
    ]),
  ]
}

/**
 * Decimals the most exact of a column's durations, scores or multiples needs, of scores a second one only where none is a point from another;
 * undefined for other units, and for estimates.
 */
function decimalsOf(frame: Frame, column: MetricColumn): number | undefined {
  const { unit, error } = column
  const isMeant = error === undefined && (unit === 'points' || unit === 'multiple' || durationUnit(unit) !== undefined)
  if (!isMeant) return undefined
  const values = frame.rows.flatMap((row) => numberOf(cellOf(row, column)) ?? [])
  const needed = values.map(
    (value) => [0, 1].find((digits) => Number(value.toFixed(digits)) === Number(value.toFixed(2))) ?? 2,
  )
  const areFar = unit === 'points' && !(Math.max(...values) - Math.min(...values) < 1 && values.length > 1)
  return Math.min(areFar ? 1 : 2, Math.max(0, ...needed))
}

/** Whether rows have targets of their own, which no comparison tells. */
function isAimed(metric: MetricColumn): boolean {
  return hasTargetsByRow(metric) && metric.comparisons.every(({ comparison }) => comparison !== 'target')
}

/** What a row reaches of its target, where a share says something; undefined where there is none. */
export function partOfTarget(frame: Frame, metric: MetricColumn, row: TableRow): number | undefined {
  const bound = boundOf(targetIn(frame, metric, row))?.value
  const value = numberOf(cellOf(row, metric))
  return bound === undefined || bound <= 0 || value === null || metric.unit === 'ratio' ? undefined : value / bound
}

function plain(column: ReadColumn): TableColumn {
  const { name: id, role, title, type } = column
  const named = role === 'dimension' && column.labels !== undefined
  const numeric = role === 'sample' || role === 'margin' || role === 'metric' || (type === 'number' && !named)
  return { id, title: role === 'sample' ? 'n' : role === 'margin' ? '±' : title, column, compared: undefined, numeric }
}

/** What a column is sorted by: numbers by size, those of dimensions too, comparisons by their change, categories by their readable name. */
export function sortKey(
  row: TableRow,
  { column, compared, aimed }: TableColumn,
  frame?: Frame,
): number | string | undefined {
  const cell = cellOf(row, column)
  if (aimed !== undefined) return frame && boundOf(targetIn(frame, aimed, row))?.value
  if (compared !== undefined) {
    const [now, before] = [numberOf(cellOf(row, compared)), numberOf(cell)]
    return now === null || before === null ? undefined : changeSize(now, before, compared.unit)
  }
  const rest = isDimension(column) && isRest(row, column)
  if (cell === null && !rest) return undefined
  if (isDimension(column) && column.type !== 'number') return nameOf(row, column)
  return column.type === 'number' ? (numberOf(cell) ?? undefined) : String(cell)
}

/** Whether a column is a dimension. */
export const isDimension = (column: ReadColumn): column is DimensionColumn => column.role === 'dimension'

function changeSize(now: number, before: number, unit: MetricColumn['unit']): number | undefined {
  if (unit === 'ratio' || unit === 'points') return now - before
  return before === 0 ? undefined : (now - before) / Math.abs(before)
}

/** Ascending order of two sort keys. */
export function compareKeys(a: number | string | undefined, b: number | string | undefined): number {
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b)
  return Number(a ?? 0) - Number(b ?? 0)
}

const helper = createColumnHelper<typeof features, TableRow>()

/** TanStack column definitions of table columns; missing values stay last either way. */
export function columnDefs(columns: readonly TableColumn[], frame?: Frame) {
  return helper.columns(
    columns.map((column) =>
      helper.accessor((row) => sortKey(row, column, frame), {
        id: column.id,
        header: column.title,
        sortUndefined: 'last',
        sortDescFirst: column.numeric,
        sortFn: (a, b, id) => compareKeys(a.getValue(id), b.getValue(id)),
      }),
    ),
  )
}
