import type { Cell, Frame } from '@tessera/plugin-api/wire'
import { viewError } from '../../errors.ts'
import { intervalOf, type Interval } from '../intervals/interval-of.ts'
import { isNamed } from '../../frame/is-named.ts'
import { cellOf, numberOf, readFrame, type MetricColumn } from '../../frame/read-frame.ts'
import { bucketsOf } from '../axes/buckets-of.ts'
import type { PropsOfView } from '../chart-props.ts'

/** A band around a line: what each value may lie between, a place for each bucket. */
export interface Band {
  readonly kind: 'outer' | 'inner'
  readonly title: string
  readonly intervals: readonly (Interval | undefined)[]
}

/** A fan's bands, and the frame without the metrics that are their ends. */
export interface Fan {
  readonly metric: MetricColumn
  readonly bands: readonly Band[]
  readonly lines: Frame
}

/** Reads the bands of a fan: of metrics that are their ends, else of what the first metric says of itself. */
export function fanBands({ frame, options }: PropsOfView<'fan'>): Fan {
  const { time, metrics } = readFrame(frame)
  if (time === undefined) throw viewError('view.needs_time', { view: 'fan' })
  const named = (wanted: string | undefined) => metrics.find((one) => isNamed(one, wanted))
  const pairs = [
    { kind: 'outer', low: named(options?.low), high: named(options?.high) },
    { kind: 'inner', low: named(options?.innerLow), high: named(options?.innerHigh) },
  ] as const
  const ends = new Set(pairs.flatMap(({ low, high }) => [low, high]))
  const metric = metrics.find((one) => !ends.has(one))
  if (metric === undefined) throw viewError('view.needs_metric', { view: 'fan', least: 1 })
  const rows = new Map(frame.rows.map((row) => [String(cellOf(row, time)), row]))
  const buckets = bucketsOf(frame, time)
  const bands = pairs.flatMap((pair): Band[] => {
    const { kind, low, high } = pair
    if (kind === 'inner' && low === undefined && high === undefined) return []
    const intervals = buckets.map(({ label }) => {
      const row = rows.get(label)
      const value = numberOf(cellOf(row, metric))
      return row === undefined || value === null ? undefined : bandAt(row, { metric, value, low, high })
    })
    if (intervals.every((one) => one === undefined)) return []
    return [{ kind, title: titleOf(metric, { low, high }), intervals }]
  })
  return { metric, bands, lines: without(frame, ends) }
}

type Ends = Readonly<Record<'low' | 'high', MetricColumn | undefined>>

/** Where one end alone is a metric, the line is the other. */
function bandAt(
  row: readonly Cell[],
  { metric, value, low, high }: Ends & { readonly metric: MetricColumn; readonly value: number },
): Interval | undefined {
  if (low === undefined && high === undefined) return intervalOf(row, metric, { value, ends: { low, high } })
  const ends = [low, high].map((end) => (end === undefined ? value : numberOf(cellOf(row, end))))
  const known = ends.flatMap((end) => end ?? [])
  return known.length < ends.length ? undefined : { low: Math.min(...known), high: Math.max(...known) }
}

function titleOf(metric: MetricColumn, { low, high }: Ends) {
  if (low !== undefined && high !== undefined) return `${low.title} to ${high.title}`
  if (low !== undefined || high !== undefined) return `to ${(low ?? high)?.title ?? ''}`
  return metric.error === undefined ? '95 % interval' : 'error of the estimate'
}

/** A frame without metrics and what belongs to them. */
function without(frame: Frame, dropped: ReadonlySet<MetricColumn | undefined>): Frame {
  const names = [...dropped].flatMap((column) => column?.name ?? [])
  const keeps = frame.columns.map(({ name }) => !names.some((one) => name === one || name.startsWith(`${one}:`)))
  const kept = <T>(of: readonly T[]) => of.filter((_, index) => keeps[index])
  return { ...frame, columns: kept(frame.columns), rows: frame.rows.map(kept) }
}
