import type { Cell, Frame, FrameColumn } from '@tessera/plugin-api/wire'

/** A column and its place in every row. */
export interface ReadColumn extends FrameColumn {
  readonly index: number
}

/** A dimension with the column that tells the rest of `top` from missing values, where there is one. */
export interface DimensionColumn extends ReadColumn {
  readonly other: ReadColumn | undefined
}

/** A metric column with the columns that belong to it. */
export interface MetricColumn extends ReadColumn {
  readonly comparisons: readonly ReadColumn[]
  /** Number of observations behind each value. */
  readonly sample: ReadColumn | undefined
  /** How far each value may be off, and each value it is compared with. */
  readonly margins: readonly ReadColumn[]
}

/** A frame's columns by role. */
export interface Reading {
  readonly time: ReadColumn | undefined
  readonly dimensions: readonly DimensionColumn[]
  readonly metrics: readonly MetricColumn[]
}

/** Sorts a frame's columns by role and ties comparisons and samples to their metric. */
export function readFrame(frame: Frame): Reading {
  const columns = frame.columns.map((column, index): ReadColumn => ({ ...column, index }))
  const ofMetric = (metric: ReadColumn, role: FrameColumn['role']) =>
    columns.filter((column) => column.role === role && column.name.startsWith(`${metric.name}:`))
  return {
    time: columns.find((column) => column.role === 'time'),
    dimensions: columns
      .filter((column) => column.role === 'dimension')
      .map((dimension) => ({
        ...dimension,
        other: columns.find(({ role, name }) => role === 'other' && name === `${dimension.name}:other`),
      })),
    metrics: columns
      .filter((column) => column.role === 'metric')
      .map((metric) => ({
        ...metric,
        comparisons: ofMetric(metric, 'comparison'),
        sample: ofMetric(metric, 'sample')[0],
        margins: ofMetric(metric, 'margin'),
      })),
  }
}

/** The cell of a row in a column; null where there is none. */
export function cellOf(row: readonly Cell[] | undefined, column: ReadColumn | undefined): Cell {
  return column === undefined ? null : (row?.[column.index] ?? null)
}

/** A cell as a number for drawing; null when it is missing or not a finite number. */
export function numberOf(cell: Cell): number | null {
  if (cell === null || typeof cell === 'boolean' || cell === '') return null
  const number = Number(cell)
  return Number.isFinite(number) ? number : null
}
