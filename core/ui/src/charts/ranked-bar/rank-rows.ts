import type { Cell, Frame } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { formatValue } from '../../format/format-value.ts'
import { groupKey, isRest, nameOf } from '../../frame/name-of.ts'
import { cellOf, numberOf, readFrame, type DimensionColumn, type MetricColumn } from '../../frame/read-frame.ts'

/** One bar. `row` is missing for the folded rest. */
export interface RankedRow {
  readonly label: string
  readonly value: number | null
  /** Share of the sum of all rows; null when the values do not add up to a whole. */
  readonly share: number | null
  readonly row: readonly Cell[] | undefined
  readonly key: string
}

/** Bars from the largest down, what was left out, and the columns they came from. */
export interface Ranking {
  readonly rows: readonly RankedRow[]
  readonly note: string
  readonly metric: MetricColumn
  readonly dimension: DimensionColumn
}

/** Sorts a frame's categories by its first metric and folds those past `top`. */
export function rankRows(frame: Frame, top: number, locale?: string): Ranking {
  const { dimensions, metrics } = readFrame(frame)
  const [metric, dimension] = [metrics[0], dimensions[0]]
  if (metric === undefined) throw viewError('view.needs_metric', { view: 'ranked_bar' })
  if (dimension === undefined) throw viewError('view.needs_dimension', { view: 'ranked_bar' })
  const values = frame.rows.map((row) => numberOf(cellOf(row, metric)) ?? 0)
  const sum = values.reduce((total, value) => total + value, 0)
  const adds = addsUp(metric, values, sum)
  const all = frame.rows.map((row): RankedRow => {
    const value = numberOf(cellOf(row, metric))
    const names = dimensions.map((column) => nameOf(row, column))
    const key = groupKey(row, dimensions)
    const share = adds && metric.unit !== 'ratio' && sum > 0 && value !== null ? value / sum : null
    return { label: names.join(' · '), value, share, row, key }
  })
  const size = ({ value }: RankedRow) => value ?? Number.NEGATIVE_INFINITY
  const rests = ({ row }: RankedRow) => Number(dimensions.some((column) => isRest(row, column)))
  const sorted = all.toSorted((a, b) => rests(a) - rests(b) || size(b) - size(a))
  if (sorted.length <= top) return { rows: sorted, note: '', metric, dimension }
  const kept = sorted.slice(0, adds ? Math.max(1, top - 1) : top)
  const rest = sorted.slice(kept.length)
  if (!adds) {
    const counts = `${formatValue(kept.length, { locale })} of ${formatValue(sorted.length, { locale })}`
    return { rows: kept, note: `${counts} shown, largest first`, metric, dimension }
  }
  const value = rest.reduce((total, row) => total + (row.value ?? 0), 0)
  const share = metric.unit !== 'ratio' && sum > 0 ? value / sum : null
  const other = { label: `Other (${formatValue(rest.length, { locale })})`, value, share, row: undefined, key: 'other' }
  return { rows: [...kept, other], note: '', metric, dimension }
}

/** Counts and sums add up, and ratios that are parts of one whole; distinct counts, averages and rates do not. */
function addsUp(metric: MetricColumn, values: readonly number[], sum: number): boolean {
  if (values.some((value) => value < 0)) return false
  if (metric.unit === 'ratio') return Math.abs(sum - 1) < 0.005
  return metric.additivity === undefined ? metric.unit === 'count' : ['full', 'semi'].includes(metric.additivity)
}
