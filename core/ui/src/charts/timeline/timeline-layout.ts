import type { Cell } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { formatBucket } from '../../format/format-date.ts'
import { cellOf, numberOf, readFrame, type DimensionColumn, type MetricColumn } from '../../frame/read-frame.ts'
import { colorsFor } from '../../theme/color-for.ts'
import { groupKey, nameOf } from '../../words/name-of.ts'
import { bucketsOf } from '../axes/buckets-of.ts'
import { timeTicks, type TimeTick } from '../axes/time-ticks.ts'
import type { PropsOfView } from '../chart-props.ts'
import { nameColumn } from '../name-column.ts'

/** A period in which something happened, with its place on its lane. */
export interface TimelineMark {
  readonly row: readonly Cell[]
  readonly title: string
  readonly x: number
  readonly radius: number
}

/** A lane for one value. */
export interface TimelineLane {
  readonly name: string
  /** Its name, on two lines where one is too narrow. */
  readonly lines: readonly string[]
  readonly y: number
  readonly color: string
  readonly marks: readonly TimelineMark[]
}

/** Everything about a timeline that depends on its size. */
export interface TimelineLayout {
  readonly metric: MetricColumn
  readonly dimension: DimensionColumn
  readonly lanes: readonly TimelineLane[]
  readonly laneHeight: number
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly ticks: readonly TimeTick[]
  readonly note: string
}

const foot = 24
const tallest = 56
const least = 20

/** Places a lane for each value and a mark for each of its periods. */
export function timelineLayout({ frame, width, height, locale }: PropsOfView<'timeline'>): TimelineLayout {
  const { time, dimensions, metrics } = readFrame(frame)
  const [metric] = metrics
  const [dimension] = dimensions
  if (time === undefined) throw viewError('view.needs_time', { view: 'timeline' })
  if (metric === undefined) throw viewError('view.needs_metric', { view: 'timeline' })
  if (dimension === undefined) throw viewError('view.needs_dimension', { view: 'timeline' })
  const { grain, timeZone } = frame.meta
  const buckets = bucketsOf(frame, time)
  const places = new Map(buckets.map(({ label }, index) => [label, index]))
  const happened = frame.rows.filter((row) => (numberOf(cellOf(row, metric)) ?? 0) > 0)
  const groups = Map.groupBy(happened, (row) => groupKey(row, [dimension]))
  const names = new Map([...groups].map(([key, [row]]) => [key, nameOf(row, dimension, locale)]))
  const most = Math.max(1, Math.floor((height - foot) / least))
  const shown = [...groups].slice(0, most)
  const laneHeight = Math.min(tallest, (height - foot) / Math.max(1, shown.length))
  const column = nameColumn(
    shown.map(([key]) => names.get(key) ?? ''),
    { width, share: 0.3, rowHeight: laneHeight },
  )
  const left = column.width + 12
  const largestRadius = Math.min(9, laneHeight / 2 - 2)
  const [from, right] = [left + largestRadius, width - largestRadius]
  const xOf = (index: number) =>
    buckets.length < 2 ? (from + right) / 2 : from + ((right - from) * index) / (buckets.length - 1)
  const largest = Math.max(1, ...happened.map((row) => numberOf(cellOf(row, metric)) ?? 0))
  const colors = colorsFor([...groups.keys()], dimension.colors)
  const lanes = shown.map(([key, rows], at): TimelineLane => {
    const name = names.get(key) ?? ''
    return {
      name,
      lines: column.linesOf(name),
      y: (at + 0.5) * laneHeight,
      color: colors.get(key) ?? '',
      marks: rows.flatMap((row) => {
        const label = String(cellOf(row, time))
        const index = places.get(label)
        if (index === undefined) return []
        const size = Math.sqrt((numberOf(cellOf(row, metric)) ?? 0) / largest)
        const title = `${name}, ${buckets[index]?.title ?? formatBucket(label, grain, { locale, timeZone, style: 'long' })}`
        return [{ row, title, x: xOf(index), radius: Math.max(3, largestRadius * size) }]
      }),
    }
  })
  const ticks = timeTicks(
    buckets.map(({ label, title }) => title ?? formatBucket(label, grain, { locale, timeZone })),
    xOf,
    { left, right: width },
  )
  return {
    metric,
    dimension,
    lanes,
    laneHeight,
    left,
    right: width,
    bottom: shown.length * laneHeight,
    ticks,
    note: shown.length < groups.size ? `, ${shown.length} of ${groups.size} shown` : '',
  }
}
