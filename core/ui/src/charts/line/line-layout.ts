import { scaleLinear } from '@visx/scale'
import { lastComplete } from '../../frame/last-complete.ts'
import type { Bucket, Frame } from '@tessera/plugin-api/wire'
import { formatBucket } from '../../format/format-date.ts'
import { boundOf, formatTarget } from '../../format/target-verdict.ts'
import { comparisonWords } from '../../words/comparison-words.ts'
import { ink } from '../../theme/ink.ts'
import type { Plot } from '../axes/axes.tsx'
import { stepBounds, stepPath } from '../axes/target-steps.ts'
import type { Series } from '../axes/group-series.ts'
import { keyHeight, keyRows, keyRowHeight, type KeyItem } from '../axes/key-rows.ts'
import { timeTicks, type TimeTick } from '../axes/time-ticks.ts'
import { valueAxis, type ValueTick } from '../axes/value-axis.ts'
import { isNamed } from '../../frame/is-named.ts'
import type { PropsOfView } from '../chart-props.ts'
import { round } from '../chart-text.tsx'
import { fitText, textWidth } from '../../format/text-width.ts'
import type { Point } from './line-path.ts'
import { readSeries } from './read-series.ts'
import { spreadLabels } from './spread-labels.ts'

/** A series with its places in the drawing. */
export interface DrawnSeries extends Series {
  readonly points: readonly Point[]
  readonly comparedPoints: readonly Point[]
  /** Drawn level, in steps. */
  readonly stepped: boolean
}

/** Everything about a line chart that depends on its size. */
export interface LineLayout {
  readonly buckets: readonly Bucket[]
  readonly partial: readonly boolean[]
  readonly plot: Plot
  readonly series: readonly DrawnSeries[]
  readonly yTicks: readonly ValueTick[]
  readonly xTicks: readonly TimeTick[]
  /** Height of the target's line. */
  readonly target: number | undefined
  /** The path of a target that changes over time; empty where there is none. */
  readonly targetSteps: string
  /** Whether the points stand so close that thick lines would cover each other. */
  readonly thin: boolean
  readonly labels: readonly { readonly x: number; readonly y: number; readonly text: string; readonly color: string }[]
  readonly key: readonly KeyItem[]
  readonly note: string
  /** Height of a value, in pixels. */
  readonly yOf: (value: number) => number
}

/** What is drawn behind the lines: its values have room on the axis, and a line in the key. */
export interface Behind {
  readonly values: readonly number[]
  readonly key: readonly KeyItem[]
}

/** Most series that carry their name beside the line. */
const directUpTo = 4

/** Places a line chart. */
export function lineLayout(
  { frame, options, width, height, locale }: PropsOfView<'line'>,
  behind?: Behind,
): LineLayout {
  const { buckets, series, total, more } = readSeries(frame, locale)
  const compares = series.length <= 2 && series.some((one) => one.compared.some((value) => value !== null))
  const widest = Math.max(0, ...series.map((one) => textWidth(one.title)))
  // why: names that have no room beside their lines stand whole in the key
  const direct = series.length > 1 && series.length <= directUpTo && width >= 460 && widest + 12 <= width * 0.28
  const partial = buckets.map((bucket) => bucket.partial)
  const metric = series[0]?.metric
  const sameTarget = series.every((one) => boundOf(one.metric.target)?.value === boundOf(metric?.target)?.value)
  const bound = sameTarget ? boundOf(metric?.target) : undefined
  const steps = series.length === 1 ? stepBounds(metric) : []
  const format = { unit: metric?.unit, currency: frame.meta.currency, locale }
  const targetText = bound === undefined ? '' : `target ${formatTarget(metric?.target ?? {}, format)}`
  const items: KeyItem[] = [
    ...(direct || (series.length === 1 && !compares) ? [] : series.map(({ title, color }) => ({ title, color }))),
    ...(compares ? [{ title: compareTitle(frame, series, locale), color: series[0]?.color ?? '', faint: true }] : []),
    ...(targetText === '' ? [] : [{ title: targetText, color: ink('secondary'), dotted: true }]),
    ...(steps.length === 0 ? [] : [{ title: 'target', color: ink('secondary'), dotted: true }]),
    ...(behind?.key ?? []),
    ...(partial.some(Boolean) ? [{ title: 'incomplete period', color: series[0]?.color ?? '', dashed: true }] : []),
  ]
  const key = keyRows(items, width)
  const note = noteOf(series, { total, more })
  const top = 8 + keyHeight(key)
  const bottom = height - 22 - (note === '' ? 0 : keyRowHeight)
  const drawn = series.flatMap((one) => (compares ? [...one.values, ...one.compared] : one.values))
  const domain = yDomain([...drawn, ...steps, ...(behind?.values ?? [])], bound?.value)
  const { place: y, ticks: yTicks } = valueAxis(domain, [bottom, top], { ...format, apart: 36 })
  const left = Math.ceil(Math.max(0, ...yTicks.map((tick) => textWidth(tick.text)))) + 8
  const right = width - (direct ? widest + 12 : 8)
  const x = scaleLinear({ domain: [0, Math.max(1, buckets.length - 1)], range: [left + 4, right - 4] })
  const xOf = (index: number) => round(buckets.length === 1 ? (left + right) / 2 : x(index))
  const place = (values: readonly (number | null)[]) =>
    values.map((value, index): Point => ({ x: xOf(index), y: value === null ? null : round(y(value)) }))
  const placed = series.map((one) => ({
    ...one,
    points: place(one.values),
    comparedPoints: compares ? place(one.compared) : [],
    stepped: isNamed(one.metric, options?.stepped),
  }))
  const names = buckets.map((bucket) =>
    formatBucket(bucket.label, frame.meta.grain, { locale, timeZone: frame.meta.timeZone }),
  )
  return {
    buckets,
    partial,
    plot: { left, right, top, bottom },
    series: placed,
    yTicks,
    xTicks: timeTicks(names, xOf, { left: 0, right: width }),
    target: bound === undefined ? undefined : round(y(bound.value)),
    targetSteps: stepPath(steps, { x: xOf, y, left, right }),
    thin: buckets.length > (right - left) / 4,
    labels: direct ? directLabels(placed, { partial, x: right + 4, width: width - right - 4, top, bottom }) : [],
    key,
    note,
    yOf: (value) => round(y(value)),
  }
}

/** What is not drawn. */
function noteOf(series: readonly Series[], all: { readonly total: number; readonly more: boolean }): string {
  const drawn = series.filter((one) => !one.isRest).length
  if (all.more) return `The ${drawn} largest; there are others`
  return all.total > series.length ? `${drawn} of ${all.total} shown, largest first` : ''
}

function compareTitle(frame: Frame, series: readonly Series[], locale: string | undefined): string {
  const column = series[0]?.metric.comparisons[0]
  return column === undefined ? '' : comparisonWords(frame, column, locale)
}

function yDomain(values: readonly (number | null)[], target: number | undefined): [number, number] {
  const known = values.flatMap((value) => (value === null ? [] : [value]))
  if (target !== undefined) known.push(target)
  const low = Math.min(...known)
  const high = Math.max(...known)
  if (known.length === 0) return [0, 1]
  // why: a small movement far from zero would be a flat line on an axis from zero
  if (low > 0 && (high - low) / high < 0.25 && high > low) return [low - (high - low) * 0.25, high]
  return [Math.min(0, low), high > 0 ? high : low < 0 ? 0 : 1]
}

interface LabelSpace {
  readonly partial: readonly boolean[]
  readonly x: number
  readonly width: number
  readonly top: number
  readonly bottom: number
}

function directLabels(
  series: readonly DrawnSeries[],
  { partial, x, width, top, bottom }: LabelSpace,
): LineLayout['labels'] {
  const ends = series.flatMap((one) => {
    // why: a running period ends low; the name belongs to where the line last stood for a whole one
    const at = lastComplete(one.points, {
      known: (point) => point.y !== null,
      partial: (_, index) => partial[index] === true,
    })
    const last = at === undefined ? undefined : one.points[at]
    return last === undefined ? [] : [{ x, y: (last.y ?? 0) + 4, text: fitText(one.title, width), color: one.color }]
  })
  return spreadLabels(ends, { gap: 15, top: top + 6, bottom })
}
