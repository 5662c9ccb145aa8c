import { scaleLinear } from '@visx/scale'
import type { Cell } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { boundOf } from '../../format/target-verdict.ts'
import { formatValue } from '../../format/format-value.ts'
import { isNamed } from '../../frame/is-named.ts'
import { intervalOf, type Interval } from './interval-of.ts'
import { cellOf, numberOf, readFrame, type MetricColumn } from '../../frame/read-frame.ts'
import { formatFigure } from '../../words/format-cell.ts'
import { nameOf } from '../../words/name-of.ts'
import type { PropsOfView } from '../chart-props.ts'
import { round } from '../chart-text.tsx'
import { fitText, textWidth } from '../../format/text-width.ts'
import { nameColumn } from '../name-column.ts'

/** What an interval says against the reference. */
export type IntervalVerdict = 'better' | 'worse' | 'differs' | 'within noise' | ''

/** An estimate with its interval and its places. */
export interface DrawnInterval {
  readonly key: string
  readonly name: string
  /** Its name, on two lines where one is too narrow. */
  readonly lines: readonly string[]
  readonly metric: MetricColumn
  readonly row: readonly Cell[] | undefined
  readonly value: number | null
  readonly ends: Interval | undefined
  readonly rangeText: string
  readonly valueText: string
  readonly verdict: IntervalVerdict
  readonly y: number
  readonly x: number | undefined
  readonly from: number | undefined
  readonly to: number | undefined
}

/** Everything about intervals that depends on their size. */
export interface IntervalsLayout {
  readonly rows: readonly DrawnInterval[]
  readonly rowHeight: number
  /** Names stand above their interval where the chart is narrow. */
  readonly stacked: boolean
  readonly plot: { readonly left: number; readonly right: number; readonly bottom: number }
  readonly reference: { readonly x: number; readonly text: string } | undefined
  readonly note: string
  /** Right end of the values. */
  readonly valueRight: number
}

/** Places intervals: a row for each value of the dimension, or for each metric. */
export function intervalsLayout({ frame, options, width, height, locale }: PropsOfView<'intervals'>): IntervalsLayout {
  const { dimensions, metrics } = readFrame(frame)
  const ends = {
    low: metrics.find((one) => isNamed(one, options?.low)),
    high: metrics.find((one) => isNamed(one, options?.high)),
  }
  const own = metrics.filter((one) => one !== ends.low && one !== ends.high)
  const [metric] = own
  if (metric === undefined) throw viewError('view.needs_metric', { view: 'intervals' })
  // why: values of two units have no scale in common
  const shown = own.filter(({ unit }) => unit === metric.unit)
  const bound = options?.reference ?? boundOf(metric.target)?.value
  const format = { unit: metric.unit, currency: frame.meta.currency, locale }
  const told = { meta: frame.meta, locale }
  const [dimension] = dimensions
  const all = frame.rows.flatMap((row) =>
    (dimension === undefined ? shown : [metric]).map((column) => {
      const value = numberOf(cellOf(row, column))
      const interval = value === null ? undefined : intervalOf(row, column, { value, ends })
      return {
        row,
        metric: column,
        value,
        ends: interval,
        name: dimension === undefined ? column.title : nameOf(row, dimension, locale),
      }
    }),
  )
  const stacked = width < 420
  const least = stacked ? 40 : 26
  const foot = 38
  const fits = Math.max(1, Math.floor((height - foot) / least))
  const rows = all.slice(0, all.length <= fits ? all.length : fits)
  const note = [
    rows.length < all.length ? `${rows.length} of ${all.length} shown` : '',
    shown.length < own.length ? `${own.length - shown.length} of another unit left out` : '',
  ]
    .filter((text) => text !== '')
    .join(', ')
  const rowHeight = Math.min(46, (height - foot) / Math.max(1, rows.length))
  const texts = rows.map((row) => formatFigure(row.value, row.metric, told))
  const verdicts = rows.map((row) => verdictOf(row))
  const widest = (of: readonly string[], size: number) => Math.max(0, ...of.map((text) => textWidth(text, size)))
  const names = nameColumn(
    rows.map(({ name }) => name),
    { width, share: 0.3, rowHeight, size: 13 },
  )
  const verdictWidth = stacked ? 0 : widest(verdicts, 12) + (verdicts.some((word) => word !== '') ? 12 : 0)
  const valueWidth = widest(texts, 13) + 12
  const left = stacked ? 4 : names.width + 16
  const right = stacked ? width - 4 : width - verdictWidth - valueWidth
  const known = [bound, ...rows.flatMap(({ value, ends: between }) => [value, between?.low, between?.high])].flatMap(
    (one) => one ?? [],
  )
  const [low, high] = [Math.min(...known, Infinity), Math.max(...known, -Infinity)]
  const domain = known.length === 0 ? [0, 1] : low === high ? [low - 1, high + 1] : [low, high]
  const x = scaleLinear({ domain, range: [left + 6, Math.max(left + 7, right - 6)] })
  const place = (value: number | null | undefined) =>
    value === null || value === undefined ? undefined : round(x(value))
  return {
    rows: rows.map((row, index): DrawnInterval => ({
      ...row,
      key: `${index}`,
      lines: linesOf(row.name, index),
      rangeText:
        row.ends === undefined
          ? ''
          : `${formatValue(row.ends.low, { ...format, unit: row.metric.unit })} to ${formatValue(row.ends.high, { ...format, unit: row.metric.unit })}`,
      valueText: texts[index] ?? '',
      verdict: verdicts[index] ?? '',
      y: index * rowHeight,
      x: place(row.value),
      from: place(row.ends?.low),
      to: place(row.ends?.high),
    })),
    rowHeight,
    stacked,
    valueRight: width - verdictWidth,
    plot: { left, right, bottom: rows.length * rowHeight },
    reference:
      bound === undefined
        ? undefined
        : {
            x: place(bound) ?? 0,
            text: `${options?.reference === undefined ? 'target ' : ''}${formatValue(bound, format)}`,
          },
    note,
  }

  function linesOf(name: string, index: number): readonly string[] {
    if (!stacked) return names.linesOf(name)
    const beside = textWidth(texts[index] ?? '', 13) + textWidth(verdicts[index] ?? '') + 24
    return [fitText(name, width - beside, 13)]
  }

  function verdictOf({ value, ends: between, metric: { direction } }: (typeof all)[number]): IntervalVerdict {
    if (bound === undefined || value === null || between === undefined) return ''
    if (between.low <= bound && bound <= between.high) return 'within noise'
    if (direction === undefined || direction === 'neutral') return 'differs'
    return value > bound === (direction === 'up') ? 'better' : 'worse'
  }
}
