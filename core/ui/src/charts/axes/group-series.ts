import type { Cell, Frame } from '@tessera/plugin-api/wire'
import { longerSpan } from '../../words/comparison-words.ts'
import { groupKey, isRest, nameOf } from '../../words/name-of.ts'
import { cellOf, numberOf, readFrame, type DimensionColumn, type MetricColumn } from '../../frame/read-frame.ts'

/** Values of one metric, of one group where there are several, with a value (or a gap) for each place of an axis. */
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

/** A series before it is known which ones are drawn. */
export type PlainSeries = Omit<Series, 'color'>

/** The places of an axis by the keys of rows. */
export interface PlacesOf {
  readonly places: ReadonlyMap<string, number>
  readonly keyOf: (row: readonly Cell[]) => string
  /** What rows of one place are told apart by. */
  readonly by: readonly DimensionColumn[]
  readonly locale: string | undefined
}

/** All series of a frame: one for each metric of each group. */
export function groupSeries(frame: Frame, { places, keyOf, by, locale }: PlacesOf): readonly PlainSeries[] {
  const { metrics } = readFrame(frame)
  const groups = Map.groupBy(frame.rows, (row) => groupKey(row, by))
  const isLonger = ({ comparisons: [column] }: MetricColumn, row: readonly Cell[] | undefined) =>
    column !== undefined && longerSpan(frame, column, row) !== undefined
  return [...groups].flatMap(([group, found]) => {
    const rows: (readonly Cell[] | undefined)[] = Array.from({ length: places.size }, () => undefined)
    for (const row of found) {
      const place = places.get(keyOf(row))
      if (place !== undefined) rows[place] = row
    }
    const name = by.map((dimension) => nameOf(found[0], dimension, locale)).join(' · ')
    return metrics.map((metric) => ({
      key: metrics.length === 1 && name !== '' ? group : `${group}\u0000${metric.name}`,
      title: name === '' ? metric.title : metrics.length === 1 ? name : `${name} · ${metric.title}`,
      metric,
      values: rows.map((row) => numberOf(cellOf(row, metric))),
      // why: a bucket beside several would stand out as if something had happened there
      compared: rows.map((row) => (isLonger(metric, row) ? null : numberOf(cellOf(row, metric.comparisons[0])))),
      rows,
      isRest: by.some((dimension) => isRest(found[0], dimension)),
    }))
  })
}
