import type { Cell, Frame } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { formatValue } from '../../format/format-value.ts'
import { addsUp } from '../../frame/adds-up.ts'
import { isClock } from '../../words/clock-label.ts'
import { groupKey, isRest, nameOf } from '../../words/name-of.ts'
import { cellOf, numberOf, readFrame, type DimensionColumn, type MetricColumn } from '../../frame/read-frame.ts'

/** One bar. `row` is missing for what is folded here. */
export interface RankedRow {
  readonly label: string
  readonly value: number | null
  /** Share of the sum of all rows; null when the values do not add up to a whole. */
  readonly share: number | null
  readonly row: readonly Cell[] | undefined
  readonly key: string
  /** It stands for all categories that have no bar of their own. */
  readonly isRest: boolean
}

/** Bars from the largest down, what was left out, and the columns they came from. */
export interface Ranking {
  readonly rows: readonly RankedRow[]
  readonly note: string
  readonly metric: MetricColumn
  readonly dimension: DimensionColumn
}

/** Sorts a frame's categories by its first metric and folds what is more than so many bars. Weekdays and hours keep their order, all of them. */
export function rankRows(frame: Frame, most: number, locale?: string): Ranking {
  const { dimensions, metrics } = readFrame(frame)
  const [metric, dimension] = [metrics[0], dimensions[0]]
  if (metric === undefined) throw viewError('view.needs_metric', { view: 'ranked_bar' })
  if (dimension === undefined) throw viewError('view.needs_dimension', { view: 'ranked_bar' })
  const values = frame.rows.map((row) => numberOf(cellOf(row, metric)) ?? 0)
  const sum = values.reduce((total, value) => total + value, 0)
  const adds = values.every((value) => value >= 0) && addsUp(metric, values)
  // why: the rest of an answer that holds all values is a bar of nothing
  const isOfNothing = (row: readonly Cell[]) =>
    isRestRow(row, dimensions) && metrics.every((one) => !numberOf(cellOf(row, one)))
  const found = frame.rows.filter((row) => !isOfNothing(row))
  const all = found.map((row): RankedRow => {
    const value = numberOf(cellOf(row, metric))
    const names = dimensions.map((column) => nameOf(row, column, locale))
    const key = groupKey(row, dimensions)
    const share = adds && metric.unit !== 'ratio' && sum > 0 && value !== null ? value / sum : null
    return { label: names.join(' · '), value, share, row, key, isRest: isRestRow(row, dimensions) }
  })
  const size = ({ value }: RankedRow) => value ?? Number.NEGATIVE_INFINITY
  const isOrdered = dimensions.length === 1 && isClock(dimension)
  const place = ({ row }: RankedRow) => numberOf(cellOf(row, dimension)) ?? Number.POSITIVE_INFINITY
  const sorted = all.toSorted(
    (a, b) => Number(a.isRest) - Number(b.isRest) || (isOrdered ? place(a) - place(b) : size(b) - size(a)),
  )
  const hasRest = sorted.at(-1)?.isRest === true
  const unknown = hasRest || frame.meta.top?.more === true
  const numberOfBars = (rows: readonly RankedRow[]) => formatValue(rows.length, { locale })
  const others = (rows: readonly RankedRow[]) => `The ${numberOfBars(rows)} largest; there are others`
  if (sorted.length <= most || isOrdered)
    return { rows: sorted, note: unknown && !hasRest ? others(sorted) : '', metric, dimension }
  const kept = sorted.slice(0, adds ? Math.max(1, most - 1) : most)
  const rest = sorted.slice(kept.length)
  if (!adds) {
    const counted = `${numberOfBars(kept)} of ${numberOfBars(sorted)} shown, largest first`
    return { rows: kept, note: unknown ? others(kept) : counted, metric, dimension }
  }
  const value = rest.reduce((total, row) => total + (row.value ?? 0), 0)
  const share = metric.unit !== 'ratio' && sum > 0 ? value / sum : null
  const label = unknown ? (dimension.other?.title ?? 'Other') : `Other (${numberOfBars(rest)})`
  const other = { label, value, share, row: undefined, key: 'other', isRest: true }
  return { rows: [...kept, other], note: '', metric, dimension }
}

function isRestRow(row: readonly Cell[], dimensions: readonly DimensionColumn[]): boolean {
  return dimensions.some((column) => isRest(row, column))
}
