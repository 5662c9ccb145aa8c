import type { Bucket, Frame } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { cellOf, readFrame } from '../../frame/read-frame.ts'
import { colorsFor, slotColor } from '../../theme/color-for.ts'
import { ink } from '../../theme/ink.ts'
import { bucketsOf } from '../axes/buckets-of.ts'
import { groupSeries, type Series } from '../axes/group-series.ts'
import { largestSeries } from '../axes/largest-series.ts'

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
  const { time, dimensions } = readFrame(frame)
  if (time === undefined) throw viewError('view.needs_time', { view: 'line' })
  const buckets = bucketsOf(frame, time)
  const places = new Map(buckets.map((bucket, index) => [bucket.label, index]))
  const keyOf = (row: (typeof frame.rows)[number]) => String(cellOf(row, time))
  const all = groupSeries(frame, { places, keyOf, by: dimensions, locale })
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
