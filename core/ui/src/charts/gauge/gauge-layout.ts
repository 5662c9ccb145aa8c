import type { Cell } from '@tessera/plugin-api/wire'
import { formatChange, type Change } from '../../format/format-change.ts'
import { boundOf, formatTarget, targetVerdict, type TargetVerdict } from '../../format/target-verdict.ts'
import { formatValue } from '../../format/format-value.ts'
import { cellOf, numberOf, readFrame, type MetricColumn } from '../../frame/read-frame.ts'
import { marginOf, marginOfChange } from '../../frame/margin-of.ts'
import { formatFigure } from '../../words/format-cell.ts'
import type { PropsOfView } from '../chart-props.ts'
import { nameLine } from '../name-column.ts'
import { wrapText } from '../wrapped-text.tsx'

/** A value on its arc; angles in radians, 0 upwards. */
export interface DrawnGauge {
  readonly metric: MetricColumn
  readonly row: readonly Cell[] | undefined
  readonly title: string
  /** The title below the arc, on two lines where one is too narrow; none where there is one gauge. */
  readonly lines: readonly string[]
  readonly valueText: string
  readonly targetText: string
  readonly verdict: TargetVerdict
  readonly change: Change | undefined
  /** Where the value's arc begins and ends; null without a value. */
  readonly arc: { readonly from: number; readonly to: number } | null
  readonly target: number | undefined
  readonly compared: number | undefined
  readonly fromText: string
  readonly toText: string
  readonly x: number
  readonly y: number
}

/** Everything about gauges that depends on their size. */
export interface GaugeLayout {
  readonly gauges: readonly DrawnGauge[]
  readonly cell: { readonly width: number; readonly height: number }
  readonly radius: number
  readonly thickness: number
  /** Size of the value's text. */
  readonly text: number
  readonly note: string
}

/** Lines of text below each arc: its ends, the title, the target. */
const footHeight = 56
const leastWidth = 104
const leastHeight = 96

/** Places gauges side by side, in as many rows as the width asks for. */
export function gaugeLayout({ frame, options, width, height, locale }: PropsOfView<'gauge'>): GaugeLayout {
  const { metrics } = readFrame(frame)
  const columns = Math.max(1, Math.min(metrics.length, Math.floor(width / leastWidth), bestColumns()))
  const rows = Math.max(1, Math.min(Math.ceil(metrics.length / columns), Math.floor(height / leastHeight)))
  const shown = metrics.slice(0, columns * rows)
  const note = shown.length < metrics.length ? `${shown.length} of ${metrics.length} shown` : ''
  const cell = { width: width / columns, height: (height - (note === '' ? 0 : 18)) / rows }
  const linesOf = (title: string) =>
    shown.length < 2 ? [] : wrapText(title, cell.width - 8, { most: cell.height < leastHeight + 24 ? 1 : 2, size: 13 })
  const foot = footHeight + (Math.max(0, ...shown.map(({ title }) => linesOf(title).length)) > 1 ? nameLine : 0)
  const radius = Math.max(24, Math.min(cell.width / 2 - 14, cell.height - foot, 150))
  const [row] = frame.rows
  const gauges = shown.map((metric, index) => {
    const value = numberOf(cellOf(row, metric))
    const n = numberOf(cellOf(row, metric.sample))
    const [column] = metric.comparisons
    const before = cellOf(row, column)
    const bound = boundOf(metric.target)
    const format = { unit: metric.unit, currency: frame.meta.currency, locale }
    const known = [value, bound?.value, numberOf(before)].flatMap((one) => one ?? [])
    const from = options?.from ?? Math.min(0, ...known.map((one) => one * 1.25))
    const to = Math.max(options?.to ?? mostOf(metric, known), from + Number.EPSILON)
    const angleOf = (at: number) => (Math.min(1, Math.max(0, (at - from) / (to - from))) - 0.5) * Math.PI
    const start = angleOf(Math.max(from, Math.min(0, to)))
    return {
      metric,
      row,
      title: metric.title,
      lines: linesOf(metric.title),
      valueText: formatFigure(value, metric, { meta: frame.meta, locale }),
      targetText: metric.target === undefined ? '' : `target ${formatTarget(metric.target, format)}`,
      verdict:
        metric.target === undefined
          ? ('unknown' as const)
          : targetVerdict(value, metric.target, { ...metric, n, margin: marginOf(row, metric) }),
      change:
        column === undefined
          ? undefined
          : formatChange(value, before, { ...metric, n, margin: marginOfChange(row, metric, column), locale }),
      arc: value === null ? null : { from: start, to: angleOf(value) },
      target: bound === undefined ? undefined : angleOf(bound.value),
      compared: numberOf(before) === null ? undefined : angleOf(Number(before)),
      fromText: formatValue(from, format),
      toText: formatValue(to, format),
      x: (index % columns) * cell.width + cell.width / 2,
      y: Math.floor(index / columns) * cell.height + Math.max(0, (cell.height - foot - radius) / 2) + radius,
    }
  })
  return { gauges, cell, radius, thickness: Math.max(8, radius * 0.16), text: Math.min(34, radius * 0.36), note }

  /** As many columns as make the arcs largest. */
  function bestColumns(): number {
    const sizes = metrics.map((_, at) => {
      const room = height / Math.ceil(metrics.length / (at + 1)) - footHeight
      return Math.min(width / (at + 1) / 2 - 14, room)
    })
    return sizes.indexOf(Math.max(...sizes)) + 1
  }
}

function mostOf({ unit }: MetricColumn, known: readonly number[]): number {
  const most = Math.max(0, ...known)
  if (unit === 'ratio' && most <= 1) return 1
  return most === 0 ? (known.some((value) => value < 0) ? 0 : 1) : most * 1.25
}
