import type { Bucket, Cell, Frame } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { longerSpan } from '../../words/comparison-words.ts'
import { groupKey, isRest, nameOf } from '../../words/name-of.ts'
import { cellOf, numberOf, readFrame, type MetricColumn, type ReadColumn } from '../../frame/read-frame.ts'
import { colorsFor, slotColor } from '../../theme/color-for.ts'
import { ink } from '../../theme/ink.ts'
import { largestSeries } from './largest-series.ts'

/** One line of a chart, with a value (or a gap) for each bucket. */
export interface Series {
  readonly key: string
  readonly title: string
  readonly color: string
  readonly metric: MetricColumn
  readonly values: readonly (number | null)[]
  readonly compared: readonly (number | null)[]
  readonly rows: readonly (readonly Cell[] | undefined)[]
  /** All values that `top` does not keep, counted together. */
  readonly isRest: boolean
}

/** The lines of a frame: one for each metric, or for each value of its dimension; the largest ones if there are many. */
export function readSeries(
  frame: Frame,
  locale?: string,
): {
  readonly buckets: readonly Bucket[]
  readonly series: readonly Series[]
  /** How many lines the frame has. */
  readonly total: number
  /** There are more values than the frame has lines for, and no line stands for them. */
  readonly more: boolean
} {
  const { time, dimensions, metrics } = readFrame(frame)
  if (time === undefined) throw viewError('view.needs_time', { view: 'line' })
  const buckets = bucketsOf(frame, time)
  const places = new Map(buckets.map((bucket, index) => [bucket.label, index]))
  const groups = Map.groupBy(frame.rows, (row) => groupKey(row, dimensions))
  const isLonger = ({ comparisons: [column] }: MetricColumn, row: readonly Cell[] | undefined) =>
    column !== undefined && longerSpan(frame, column, row) !== undefined
  const all = [...groups].flatMap(([group, found]) => {
    const rows: (readonly Cell[] | undefined)[] = buckets.map(() => undefined)
    for (const row of found) {
      const place = places.get(String(cellOf(row, time)))
      if (place !== undefined) rows[place] = row
    }
    const name = dimensions.map((dimension) => nameOf(found[0], dimension, locale)).join(' · ')
    return metrics.map((metric) => ({
      key: metrics.length === 1 && name !== '' ? group : `${group}\u0000${metric.name}`,
      title: name === '' ? metric.title : metrics.length === 1 ? name : `${name} · ${metric.title}`,
      metric,
      values: rows.map((row) => numberOf(cellOf(row, metric))),
      // why: a bucket beside several would stand out as if something had happened there
      compared: rows.map((row) => (isLonger(metric, row) ? null : numberOf(cellOf(row, metric.comparisons[0])))),
      rows,
      isRest: dimensions.some((dimension) => isRest(found[0], dimension)),
    }))
  })
  const kept = largestSeries(all.filter((one) => !one.isRest))
  const rests = all.filter((one) => one.isRest && !flattens(one, kept))
  const largest = [...kept, ...rests]
  const keys = kept.map((one) => one.key)
  const colors = colorsFor(keys, dimensions.length === 1 ? dimensions[0]?.colors : undefined)
  const colorOf = (key: string, place: number) =>
    dimensions.length === 0 ? slotColor(place) : (colors.get(key) ?? slotColor(place))
  const series = largest.map((one, place) => ({
    ...one,
    color: one.isRest ? ink('faint') : colorOf(one.key, place),
  }))
  return { buckets, series, total: all.length, more: frame.meta.top?.more === true && rests.length === 0 }
}

/** Whether the rest is so large that the lines beside it could not be told apart. */
function flattens(rest: { readonly values: Series['values'] }, kept: readonly { readonly values: Series['values'] }[]) {
  const most = (values: Series['values']) => Math.max(0, ...values.map((value) => Math.abs(value ?? 0)))
  return most(rest.values) > 2 * Math.max(0, ...kept.map(({ values }) => most(values)))
}

function bucketsOf(frame: Frame, time: ReadColumn): readonly Bucket[] {
  if (frame.meta.buckets.length > 0) return frame.meta.buckets
  const labels = new Set(frame.rows.map((row) => String(cellOf(row, time))))
  return [...labels].toSorted().map((label) => ({ label, fromInstant: label, toInstant: label, partial: false }))
}
