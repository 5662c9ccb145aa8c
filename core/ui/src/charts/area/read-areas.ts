import type { Bucket, Frame } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { cellOf, readFrame } from '../../frame/read-frame.ts'
import { bucketsOf } from '../axes/buckets-of.ts'
import { groupSeries } from '../axes/group-series.ts'
import { wholeSeries, type WholeSeries } from '../axes/whole-series.ts'

/** The areas of a frame: its periods, and a value of each part in each of them. */
export interface AreaReading extends WholeSeries {
  readonly buckets: readonly Bucket[]
}

/** Reads the parts of a whole over time. */
export function readAreas(frame: Frame, locale?: string): AreaReading {
  const { time, dimensions } = readFrame(frame)
  if (time === undefined) throw viewError('view.needs_time', { view: 'area' })
  const buckets = bucketsOf(frame, time)
  const places = new Map(buckets.map(({ label }, index) => [label, index]))
  const keyOf = (row: (typeof frame.rows)[number]) => String(cellOf(row, time))
  return { buckets, ...wholeSeries(groupSeries(frame, { places, keyOf, by: dimensions, locale }), dimensions) }
}

/** Whether the parts may stand on each other: they add up, and none is below zero, where areas would cover each other. */
export function mayStack({ series, adds, left }: AreaReading): boolean {
  const positive = series.every(({ values }) => values.every((value) => value === null || value >= 0))
  return series.length === 1 || (adds && positive && left === 0)
}
