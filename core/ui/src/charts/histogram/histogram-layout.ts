import type { Cell } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { addsUp } from '../../frame/adds-up.ts'
import { cellOf, numberOf, readFrame, type DimensionColumn, type MetricColumn } from '../../frame/read-frame.ts'
import { groupKey } from '../../words/name-of.ts'
import type { Plot } from '../axes/axes.tsx'
import { crossNames } from '../axes/cross-names.ts'
import { timeTicks, type TimeTick } from '../axes/time-ticks.ts'
import { valueAxis, type ValueTick } from '../axes/value-axis.ts'
import type { PropsOfView } from '../chart-props.ts'
import { round } from '../chart-text.tsx'
import { valueNames } from '../heat/value-names.ts'
import { nameLine } from '../name-column.ts'
import { textWidth } from '../../format/text-width.ts'

/** A bar over one value, or over several that stand close. */
export interface DrawnBin {
  readonly name: string
  readonly value: number | null
  readonly rows: readonly (readonly Cell[])[]
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Everything about a histogram that depends on its size. */
export interface HistogramLayout {
  readonly metric: MetricColumn
  readonly dimension: DimensionColumn
  readonly bins: readonly DrawnBin[]
  readonly plot: Plot
  readonly zero: number
  readonly xTicks: readonly TimeTick[]
  readonly yTicks: readonly ValueTick[]
  readonly note: string
}

/** Bars thinner than this are taken together. */
const leastWidth = 5

/** Places a histogram. Whole numbers that nobody has keep their place; where bars would be too thin, neighbours are taken together. */
export function histogramLayout({ frame, width, height, locale }: PropsOfView<'histogram'>): HistogramLayout {
  const { dimensions, metrics } = readFrame(frame)
  const [metric] = metrics
  const [dimension] = dimensions
  if (metric === undefined) throw viewError('view.needs_metric', { view: 'histogram' })
  if (dimension === undefined) throw viewError('view.needs_dimension', { view: 'histogram' })
  const found = new Map(frame.rows.map((row) => [groupKey(row, [dimension]), row]))
  const values = withGaps(inOrder(valueNames(frame.rows, dimension, locale), dimension), dimension)
  const known = frame.rows.flatMap((row) => numberOf(cellOf(row, metric)) ?? [])
  const per = addsUp(metric, known) ? Math.max(1, Math.ceil((values.length * leastWidth) / Math.max(1, width - 40))) : 1
  const groups = Array.from({ length: Math.ceil(values.length / per) }, (_, at) =>
    values.slice(at * per, (at + 1) * per),
  )
  const bins = groups.map((group) => {
    const rows = group.flatMap(({ key }) => {
      const row = found.get(key)
      return row === undefined ? [] : [row]
    })
    const counted = rows.flatMap((row) => numberOf(cellOf(row, metric)) ?? [])
    const [first, last] = [group[0]?.name ?? '', group.at(-1)?.name ?? '']
    const value = counted.length === 0 ? null : counted.reduce((sum, one) => sum + one, 0)
    return { name: first === last ? first : `${first} – ${last}`, short: first, value, rows }
  })
  const note = per > 1 ? `${per} values a bar` : ''
  const top = 28
  const heights = bins.flatMap(({ value }) => value ?? [])
  const [low, high] = [Math.min(0, ...heights), Math.max(0, ...heights)]
  const format = { unit: metric.unit, currency: frame.meta.currency, locale, apart: 36 }
  const axisTo = (end: number) => valueAxis([low, low === high ? 1 : high], [end, top], format)
  const leftOf = ({ ticks }: ReturnType<typeof valueAxis>) =>
    Math.ceil(Math.max(0, ...ticks.map((tick) => textWidth(tick.text)))) + 8
  const placesFrom = (start: number) => {
    const step = Math.min(72, (width - start) / Math.max(1, bins.length))
    return { step, middle: (index: number) => round(start + (index + 0.5) * step) }
  }
  const namesAt = (start: number) => {
    const { step, middle } = placesFrom(start)
    if (dimension.type === 'number' || step < 16) return undefined
    return crossNames(
      bins.map(({ short }) => short),
      middle,
      { step, height: height * 0.4 },
    )
  }
  const lowest = height - 40
  const bottom = lowest - Math.max(0, (namesAt(leftOf(axisTo(lowest)))?.height ?? 0) - nameLine)
  const axis = axisTo(bottom)
  const left = leftOf(axis)
  const plot = { left, right: width, top, bottom }
  const { step, middle } = placesFrom(left)
  return {
    metric,
    dimension,
    plot,
    note,
    zero: round(axis.place(0)),
    yTicks: axis.ticks,
    xTicks:
      namesAt(left)?.names ??
      timeTicks(
        bins.map(({ short }) => short),
        middle,
        { left: 0, right: width },
      ),
    bins: bins.map(({ name, value, rows }, index) => {
      const end = axis.place(value ?? 0)
      const size = value === null || value === 0 ? 0 : Math.max(1, Math.abs(end - axis.place(0)))
      return {
        name,
        value,
        rows,
        x: round(left + index * step),
        width: round(Math.max(0.5, step - 1)),
        y: round(Math.min(axis.place(0), end)),
        height: round(size),
      }
    }),
  }
}

type Names = ReturnType<typeof valueNames>

/** Bands stand in the order of their labels. */
function inOrder(names: Names, { type, labels = {} }: DimensionColumn): Names {
  const order = Object.keys(labels)
  if (type === 'number' || !names.every(({ key }) => order.includes(key))) return names
  return names.toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key))
}

/** Whole numbers with those between them. */
function withGaps(names: Names, { type }: DimensionColumn): Names {
  const numbers = names.map(({ key }) => Number(key))
  const [low = 0, high = 0] = [Math.min(...numbers), Math.max(...numbers)]
  if (type !== 'number' || names.length === 0 || !numbers.every(Number.isInteger) || high - low > 1000) return names
  const named = new Map(names.map((one) => [one.key, one]))
  return Array.from({ length: high - low + 1 }, (_, at) => {
    const key = String(low + at)
    return named.get(key) ?? { key, name: key }
  })
}
