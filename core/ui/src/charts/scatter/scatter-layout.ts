import type { Cell } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { boundOf } from '../../format/target-verdict.ts'
import { cellOf, numberOf, readFrame, type DimensionColumn, type MetricColumn } from '../../frame/read-frame.ts'
import { isRest, nameOf } from '../../words/name-of.ts'
import type { Plot } from '../axes/axes.tsx'
import { timeTicks, type TimeTick } from '../axes/time-ticks.ts'
import { valueAxis, type ValueTick } from '../axes/value-axis.ts'
import type { PropsOfView } from '../chart-props.ts'
import { round } from '../chart-text.tsx'
import { textWidth } from '../../format/text-width.ts'
import { placeNames, type PlacedName } from './place-names.ts'

/** A point with its place. */
export interface DrawnPoint {
  readonly name: string
  readonly x: number
  readonly y: number
  readonly row: readonly Cell[]
}

/** Everything about a scatter that depends on its size. */
export interface ScatterLayout {
  readonly across: MetricColumn
  readonly up: MetricColumn
  readonly dimension: DimensionColumn
  readonly points: readonly DrawnPoint[]
  readonly names: readonly PlacedName[]
  readonly radius: number
  readonly plot: Plot
  readonly xTicks: readonly TimeTick[]
  readonly yTicks: readonly ValueTick[]
  /** Where the points are divided. */
  readonly cross: { readonly x: number; readonly y: number } | undefined
  readonly note: string
}

/** Places a scatter. All others of `top` are no point: they are no one thing. */
export function scatterLayout({ frame, options, width, height, locale }: PropsOfView<'scatter'>): ScatterLayout {
  const { dimensions, metrics } = readFrame(frame)
  const [across, up] = metrics
  const [dimension] = dimensions
  if (across === undefined || up === undefined) throw viewError('view.needs_metric', { view: 'scatter', least: 2 })
  if (dimension === undefined) throw viewError('view.needs_dimension', { view: 'scatter' })
  const rows = frame.rows.filter((row) => !isRest(row, dimension))
  const found = rows.flatMap((row) => {
    const [x, y] = [numberOf(cellOf(row, across)), numberOf(cellOf(row, up))]
    return x === null || y === null ? [] : [{ row, x, y, name: nameOf(row, dimension, locale) }]
  })
  const missing = rows.length - found.length
  const note = [
    missing > 0 ? `${missing} of ${rows.length} have no value of both` : '',
    frame.meta.top?.more === true ? `the ${rows.length} largest; there are others` : '',
  ]
    .filter((text) => text !== '')
    .join(', ')
  const cross = options?.quadrants === true && found.length > 0 ? { x: middleOf('x'), y: middleOf('y') } : undefined
  const top = 28
  const bottom = height - 40 - (note === '' ? 0 : 18)
  const formatOf = ({ unit }: MetricColumn) => ({ unit, currency: frame.meta.currency, locale })
  const yAxis = valueAxis(domainOf('y'), [bottom, top], { ...formatOf(up), apart: 36 })
  const left = Math.ceil(Math.max(0, ...yAxis.ticks.map((tick) => textWidth(tick.text)))) + 8
  const plot = { left, right: width - 8, top, bottom }
  const xAxis = valueAxis(domainOf('x'), [plot.left, plot.right], { ...formatOf(across), apart: 80 })
  const radius = found.length > 60 ? 3 : 4.5
  const points = found.map(({ row, name, x, y }): DrawnPoint => {
    return { row, name, x: round(xAxis.place(x)), y: round(yAxis.place(y)) }
  })
  const at = xAxis.ticks.map((tick) => tick.at)
  const texts = xAxis.ticks.map(({ text }) => text)
  return {
    across,
    up,
    dimension,
    points,
    names: placeNames(points, plot, radius),
    radius,
    plot,
    xTicks: timeTicks(texts, (index) => at[index] ?? 0, { left: 0, right: width }),
    yTicks: yAxis.ticks,
    cross: cross && { x: round(xAxis.place(cross.x)), y: round(yAxis.place(cross.y)) },
    note,
  }

  function middleOf(of: 'x' | 'y'): number {
    const bound = boundOf((of === 'x' ? across : up)?.target)
    const sorted = found.map((point) => point[of]).toSorted((a, b) => a - b)
    const half = sorted.length / 2
    return bound?.value ?? ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2
  }

  function domainOf(of: 'x' | 'y'): [number, number] {
    const values = [...found.map((point) => point[of]), ...(cross === undefined ? [] : [cross[of]])]
    if (values.length === 0) return [0, 1]
    const [low, high] = [Math.min(...values), Math.max(...values)]
    const from = low >= 0 && low < high * 0.4 ? 0 : low
    if (from === high) return high === 0 ? [0, 1] : [Math.min(0, high * 1.25), Math.max(0, high * 1.25)]
    return [from, high]
  }
}
