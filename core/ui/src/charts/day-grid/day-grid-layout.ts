import type { Bucket, Cell, FrameMeta } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { civilDate, formatBucket, formatDate } from '../../format/format-date.ts'
import { cellOf, numberOf, readFrame, type MetricColumn } from '../../frame/read-frame.ts'
import { bucketsOf } from '../axes/buckets-of.ts'
import type { TimeTick } from '../axes/time-ticks.ts'
import type { PropsOfView } from '../chart-props.ts'
import { round } from '../chart-text.tsx'
import { cellTexts, type CellSize, type HeatCell } from '../heat/heat-cell.ts'
import { heatKeyHeight } from '../heat/heat-key.tsx'
import { heatScale, type HeatScale } from '../heat/heat-scale.ts'
import { textWidth } from '../../format/text-width.ts'

/** Everything about days of a calendar that depends on its size. */
export interface DayGridLayout {
  readonly metric: MetricColumn
  readonly buckets: readonly Bucket[]
  readonly cells: readonly HeatCell[]
  readonly size: CellSize
  readonly rows: readonly { readonly y: number; readonly lines: readonly string[] }[]
  readonly columns: readonly TimeTick[]
  readonly scale: HeatScale
  /** Lower end of the cells. */
  readonly bottom: number
}

const head = 20
const widest = 44

/** Where buckets stand: rows and columns with their names. */
interface Grid {
  readonly places: readonly { readonly row: number; readonly column: number }[]
  readonly rowNames: readonly string[]
  readonly columnNames: readonly string[]
}

/** Places a square for each period. */
export function dayGridLayout({ frame, width, height, locale }: PropsOfView<'day_grid'>): DayGridLayout {
  const { time, metrics } = readFrame(frame)
  const [metric] = metrics
  if (metric === undefined) throw viewError('view.needs_metric', { view: 'day_grid' })
  if (time === undefined) throw viewError('view.needs_time', { view: 'day_grid' })
  const buckets = bucketsOf(frame, time)
  const { grain, timeZone } = frame.meta
  const room = height - head - heatKeyHeight
  const grid =
    grain === 'day' ? weeks(buckets, frame.meta, locale) : wrapped(buckets, { meta: frame.meta, width, room, locale })
  const rowCount = Math.max(1, grid.rowNames.length)
  const columnCount = Math.max(1, grid.columnNames.length)
  const left = Math.max(0, ...grid.rowNames.map((name) => textWidth(name))) + 10
  const wide = Math.min(widest, (width - left) / columnCount)
  const size = { width: wide, height: Math.min(widest, room / rowCount, Math.max(14, wide * 1.6)) }
  const found = new Map<string, readonly Cell[]>(frame.rows.map((row) => [String(cellOf(row, time)), row]))
  const values = frame.rows.flatMap((row) => numberOf(cellOf(row, metric)) ?? [])
  const scale = heatScale(values)
  const write = cellTexts(values, size, { frame, metric, locale })
  const cells = buckets.map(({ label, title, partial }, index): HeatCell => {
    const row = found.get(label)
    const value = numberOf(cellOf(row, metric))
    const { row: down = 0, column = 0 } = grid.places[index] ?? {}
    return {
      key: label,
      x: left + column * size.width,
      y: head + down * size.height,
      value,
      token: value === null ? null : scale.tokenOf(value),
      text: write(value),
      partial,
      row,
      title: title ?? formatBucket(label, grain, { locale, timeZone, style: 'long' }),
    }
  })
  const columnNames = grid.columnNames.map((name, index) => ({ name, x: round(left + index * size.width) }))
  return {
    metric,
    buckets,
    cells,
    size,
    rows: grid.rowNames
      .map((text, y) => ({ y: round(head + (y + 0.5) * size.height + 3), lines: [text] }))
      .filter((_, y) => size.height >= 14 || y % 2 === 0),
    columns: monthTicks(columnNames, width),
    scale,
    bottom: head + rowCount * size.height,
  }
}

/** A column for each week, a row for each day of it; months are named above the week that their first day is in. */
function weeks(buckets: readonly Bucket[], { weekStart }: FrameMeta, locale: string | undefined): Grid {
  const dates = buckets.map(({ label }) => civilDate(label))
  const dayOf = (date: Date | undefined) => ((date?.getUTCDay() ?? 0) - (weekStart % 7) + 7) % 7
  const offset = dayOf(dates[0])
  const [first] = dates
  const daysSince = (date: Date | undefined) =>
    date === undefined || first === undefined ? 0 : Math.round((date.getTime() - first.getTime()) / 86_400_000)
  const places = dates.map((date) => ({ row: dayOf(date), column: Math.floor((daysSince(date) + offset) / 7) }))
  const count = (places.at(-1)?.column ?? 0) + 1
  const columnNames = Array.from({ length: count }, (_, column) => {
    const begins = places.findIndex((place, at) => place.column === column && dates[at]?.getUTCDate() === 1)
    const label = buckets[begins < 0 && column === 0 ? 0 : begins]?.label
    return label === undefined ? '' : formatDate(label, { month: 'short' }, { locale })
  })
  const rowNames = Array.from({ length: 7 }, (_, day) =>
    // why: the fourth of January 1970 was a Sunday
    formatDate(
      new Date(Date.UTC(1970, 0, 4 + (weekStart % 7) + day)).toISOString().slice(0, 10),
      { weekday: 'short' },
      { locale },
    ),
  )
  return { places, rowNames, columnNames }
}

/** Periods from left to right, in as many rows as make the squares largest; hours stand in rows of a day. */
function wrapped(
  buckets: readonly Bucket[],
  told: {
    readonly meta: FrameMeta
    readonly width: number
    readonly room: number
    readonly locale: string | undefined
  },
): Grid {
  const { meta, width, room, locale } = told
  const ideal = Math.ceil(Math.sqrt((buckets.length * (width - 60)) / Math.max(1, room)))
  const columns = Math.max(1, Math.min(buckets.length, meta.grain === 'hour' ? 24 : ideal))
  const rows = Math.ceil(buckets.length / columns)
  const nameOf = ({ label, title }: Bucket) =>
    title ?? formatBucket(label, meta.grain, { locale, timeZone: meta.timeZone })
  return {
    places: buckets.map((_, index) => ({ row: Math.floor(index / columns), column: index % columns })),
    rowNames: Array.from({ length: rows }, (_, row) => {
      const bucket = buckets[row * columns]
      return bucket === undefined ? '' : nameOf(bucket)
    }),
    columnNames: Array.from({ length: columns }, () => ''),
  }
}

/** Names of months where they do not run into each other. */
function monthTicks(
  names: readonly { readonly name: string; readonly x: number }[],
  width: number,
): readonly TimeTick[] {
  let end = -Infinity
  return names.flatMap(({ name, x }, index): TimeTick[] => {
    const wide = textWidth(name)
    const next = names.slice(index + 1).find((later) => later.name !== '')
    // why: the first week may hold the last days of a month alone
    const isCrowded = index === 0 && next !== undefined && x + wide + 6 > next.x
    if (name === '' || x < end || x + wide > width || isCrowded) return []
    end = x + wide + 6
    return [{ x, text: name, anchor: 'start' }]
  })
}
