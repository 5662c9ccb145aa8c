import { scaleLinear } from '@visx/scale'
import type { Bucket, Cell } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { formatValue } from '../../format/format-value.ts'
import { lastComplete } from '../../frame/last-complete.ts'
import { cellOf, readFrame, type DimensionColumn, type MetricColumn } from '../../frame/read-frame.ts'
import { formatFigure } from '../../words/format-cell.ts'
import { bucketsOf } from '../axes/buckets-of.ts'
import { groupSeries, type PlainSeries } from '../axes/group-series.ts'
import { sizeOf } from '../axes/largest-series.ts'
import type { PropsOfView } from '../chart-props.ts'
import { round } from '../chart-text.tsx'
import type { Point } from '../line/line-path.ts'
import { fitText, textWidth } from '../../format/text-width.ts'

/** A small chart with its place. */
export interface DrawnMultiple {
  readonly series: PlainSeries
  readonly text: string
  readonly lastText: string
  /** Place of the latest value that is of a whole period. */
  readonly last: number | undefined
  readonly points: readonly Point[]
  readonly compared: readonly Point[]
  readonly x: number
  readonly y: number
  /** Height of nothing. */
  readonly zero: number
  readonly row: readonly Cell[] | undefined
}

/** Everything about small multiples that depends on their size. */
export interface SmallMultiplesLayout {
  readonly metric: MetricColumn
  readonly dimension: DimensionColumn
  readonly buckets: readonly Bucket[]
  readonly partial: readonly boolean[]
  readonly multiples: readonly DrawnMultiple[]
  readonly cell: { readonly width: number; readonly height: number }
  /** The scale they share, and what is not drawn. */
  readonly note: string
}

const head = 22
const gap = 18
const foot = 18

/** Places small lines in rows, all on one scale, the largest first. */
export function smallMultiplesLayout(props: PropsOfView<'small_multiples'>): SmallMultiplesLayout {
  const { frame, options, width, height, locale } = props
  const { time, dimensions, metrics } = readFrame(frame)
  const [metric] = metrics
  const [dimension] = dimensions
  if (metric === undefined) throw viewError('view.needs_metric', { view: 'small_multiples' })
  if (time === undefined) throw viewError('view.needs_time', { view: 'small_multiples' })
  if (dimension === undefined) throw viewError('view.needs_dimension', { view: 'small_multiples' })
  const buckets = bucketsOf(frame, time)
  const places = new Map(buckets.map(({ label }, index) => [label, index]))
  const keyOf = (row: readonly Cell[]) => String(cellOf(row, time))
  const all = groupSeries(frame, { places, keyOf, by: dimensions, locale })
    .filter(({ isRest }) => !isRest)
    .toSorted((a, b) => sizeOf(b) - sizeOf(a))
  // why: each stands below its name, which is not cut where fewer beside each other leave it whole
  const named = Math.max(0, ...all.slice(0, options?.top ?? 12).map(({ title }) => textWidth(title, 13))) + 60
  const least = Math.min(Math.max(130, named), 220)
  const columns = Math.max(1, Math.min(all.length, Math.floor((width + gap) / (least + gap))))
  const fits = columns * Math.max(1, Math.floor((height - foot + gap) / (64 + gap)))
  const shown = all.slice(0, Math.min(options?.top ?? 12, fits))
  const rows = Math.max(1, Math.ceil(shown.length / columns))
  const cell = { width: (width + gap) / columns - gap, height: Math.min(150, (height - foot + gap) / rows - gap) }
  const known = shown.flatMap(({ values, compared }) => [...values, ...compared]).filter((value) => value !== null)
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)]
  const partial = buckets.map((bucket) => bucket.partial)
  const format = { unit: metric.unit, currency: frame.meta.currency, locale }
  const left = all.length - shown.length
  const more = left > 0 || frame.meta.top?.more === true
  const note = `Each from ${formatValue(low, format)} to ${formatValue(high, format)}${more ? `; the ${shown.length} largest` : ''}`
  return {
    metric,
    dimension,
    buckets,
    partial,
    cell,
    note: fitText(note, width),
    multiples: shown.map((series, index): DrawnMultiple => {
      const at = { x: (index % columns) * (cell.width + gap), y: Math.floor(index / columns) * (cell.height + gap) }
      const range = [at.y + cell.height - 2, at.y + head]
      const y = scaleLinear({ domain: [low, low === high ? 1 : high], range })
      const x = scaleLinear({ domain: [0, Math.max(1, buckets.length - 1)], range: [at.x + 3, at.x + cell.width - 3] })
      const place = (values: readonly (number | null)[]) =>
        values.map((value, bucket): Point => ({ x: round(x(bucket)), y: value === null ? null : round(y(value)) }))
      const last = lastComplete(series.values, {
        known: (value) => value !== null,
        partial: (_, bucket) => partial[bucket] === true,
      })
      const value = last === undefined ? null : (series.values[last] ?? null)
      const lastText = formatFigure(value, metric, { meta: frame.meta, locale })
      return {
        series,
        last,
        lastText,
        text: fitText(series.title, cell.width - textWidth(lastText, 13) - 10, 13),
        points: place(series.values),
        compared: place(series.compared),
        ...at,
        zero: round(y(0)),
        row: series.rows.find((row) => row !== undefined),
      }
    }),
  }
}
