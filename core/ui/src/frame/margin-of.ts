import type { Cell } from '@tessera/plugin-api/wire'
import { cellOf, numberOf, type MetricColumn, type ReadColumn } from './read-frame.ts'

type Row = readonly Cell[] | undefined

const found = (row: Row, { margins }: MetricColumn, comparison: string | undefined) =>
  numberOf(
    cellOf(
      row,
      margins.find((column) => column.comparison === comparison),
    ),
  )

/** Half the width of a value's 95 % interval, in its unit; null where nobody says. */
export function marginOf(row: Row, metric: MetricColumn): number | null {
  return found(row, metric, undefined)
}

/** The same of the difference between a value and one it is compared with, each known apart from the other. */
export function marginOfChange(row: Row, metric: MetricColumn, compared: ReadColumn): number | null {
  const own = marginOf(row, metric)
  return own === null ? null : Math.hypot(own, found(row, metric, compared.comparison) ?? 0)
}
