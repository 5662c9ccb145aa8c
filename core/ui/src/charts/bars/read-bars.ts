import type { Bucket, Cell, Frame } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { formatBucket } from '../../format/format-date.ts'
import { cellOf, numberOf, readFrame, type DimensionColumn } from '../../frame/read-frame.ts'
import { groupKey, isRest, nameOf } from '../../words/name-of.ts'
import { bucketsOf } from '../axes/buckets-of.ts'
import { groupSeries, type PlainSeries } from '../axes/group-series.ts'
import { wholeSeries, type WholeSeries } from '../axes/whole-series.ts'

/** A place below the bars: a period or a category. */
export interface BarPlace {
  readonly key: string
  readonly name: string
  readonly title: string
  readonly bucket: Bucket | undefined
  readonly row: readonly Cell[] | undefined
  readonly isRest: boolean
}

/** The bars of a frame: their places, and a value of each series at each place. */
export interface BarReading extends WholeSeries {
  readonly places: readonly BarPlace[]
  /** The dimension that places are of; undefined where they are periods. */
  readonly across: DimensionColumn | undefined
}

/** Reads bars: along time where the frame has it, else along its first dimension. */
export function readBars(frame: Frame, locale?: string): BarReading {
  const { time, dimensions } = readFrame(frame)
  if (time !== undefined) {
    const { grain, timeZone } = frame.meta
    const places = bucketsOf(frame, time).map((bucket): BarPlace => {
      const long = formatBucket(bucket.label, grain, { locale, timeZone, style: 'long' })
      const name = bucket.title ?? formatBucket(bucket.label, grain, { locale, timeZone })
      const title = bucket.title ?? long
      return { key: bucket.label, name, title, bucket, row: undefined, isRest: false }
    })
    const keyOf = (row: readonly Cell[]) => String(cellOf(row, time))
    return { places, across: undefined, ...seriesAt(frame, { places, keyOf, by: dimensions, locale }) }
  }
  const [across, ...by] = dimensions
  if (across === undefined) throw viewError('view.needs_time_or_dimension', { view: 'bars' })
  const keyOf = (row: readonly Cell[]) => groupKey(row, [across])
  const first = new Map(frame.rows.map((row) => [keyOf(row), row]))
  const found = [...first].map(([key, row]): BarPlace => {
    const name = nameOf(row, across, locale)
    return { key, name, title: name, bucket: undefined, row, isRest: isRest(row, across) }
  })
  const order = ({ row, isRest: last }: BarPlace) =>
    last ? Infinity : across.type === 'number' ? (numberOf(cellOf(row, across)) ?? Number.MAX_VALUE) : 0
  const places = found.toSorted((a, b) => (order(a) === order(b) ? 0 : order(a) - order(b)))
  return { places, across, ...seriesAt(frame, { places, keyOf, by, locale }) }
}

function seriesAt(
  frame: Frame,
  { places, by, ...rest }: Omit<Parameters<typeof groupSeries>[1], 'places'> & { readonly places: readonly BarPlace[] },
): WholeSeries {
  const at = new Map(places.map(({ key }, index) => [key, index]))
  const all: readonly PlainSeries[] = groupSeries(frame, { ...rest, by, places: at })
  return wholeSeries(all, by)
}
