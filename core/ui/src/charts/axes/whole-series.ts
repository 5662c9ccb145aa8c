import type { DimensionColumn } from '../../frame/read-frame.ts'
import { addsUp } from '../../frame/adds-up.ts'
import { colorsFor, slotColor } from '../../theme/color-for.ts'
import { ink } from '../../theme/ink.ts'
import type { PlainSeries, Series } from './group-series.ts'
import { largestSeries, sizeOf } from './largest-series.ts'

/** Series that stand on each other, what they are told apart by, and whether they may stand so. */
export interface WholeSeries {
  readonly series: readonly Series[]
  /** At each place the values make a whole. */
  readonly adds: boolean
  /** How many series are not drawn. */
  readonly left: number
}

/**
 * The series of a chart that shows a whole: the largest ones, all others as one more where values add up. Those with labels keep the
 * order of these, others stand from the largest on.
 */
export function wholeSeries(all: readonly PlainSeries[], by: readonly DimensionColumn[]): WholeSeries {
  const adds = isWhole(all)
  const named = all.filter((one) => !one.isRest)
  const rests = all.filter((one) => one.isRest)
  const kept = inOrder(largestSeries(named), by)
  const others = named.filter((one) => !kept.includes(one))
  const [only] = rests
  const folded = [...others, ...rests]
  const rest = others.length === 0 ? only : adds ? sumOf(folded, by) : undefined
  const colors = colorsFor(
    kept.map(({ key }) => key),
    by.length === 1 ? by[0]?.colors : undefined,
  )
  const series = kept.map((one, place) => ({
    ...one,
    color: by.length === 0 ? slotColor(place) : (colors.get(one.key) ?? slotColor(place)),
  }))
  return {
    series: rest === undefined ? series : [...series, { ...rest, color: ink('faint') }],
    adds,
    left: others.length > 0 && !adds ? others.length : 0,
  }
}

function isWhole(all: readonly PlainSeries[]): boolean {
  const units = new Set(all.map(({ metric }) => metric.unit))
  const places = all[0]?.values.map((_, place) => all.map(({ values }) => values[place] ?? null)) ?? []
  const known = places.map((values) => values.filter((value) => value !== null)).filter((values) => values.length > 0)
  return units.size <= 1 && known.every((values) => all.every(({ metric }) => addsUp(metric, values)))
}

function inOrder(series: readonly PlainSeries[], by: readonly DimensionColumn[]): readonly PlainSeries[] {
  const [dimension] = by
  if (dimension === undefined) return series
  const labels = Object.keys(by.length === 1 ? (dimension.labels ?? {}) : {})
  if (series.every(({ key }) => labels.includes(key)))
    return series.toSorted((a, b) => labels.indexOf(a.key) - labels.indexOf(b.key))
  return series.toSorted((a, b) => sizeOf(b) - sizeOf(a))
}

/** Series counted together: what stands for them has no rows of its own, but where it is one alone. */
function sumOf(series: readonly PlainSeries[], by: readonly DimensionColumn[]): PlainSeries | undefined {
  const [first] = series
  if (first === undefined || series.length === 1) return first
  const sum = (of: 'values' | 'compared', place: number) => {
    const known = series.map((one) => one[of][place] ?? null).filter((value) => value !== null)
    return known.length === 0 ? null : known.reduce((total, value) => total + value, 0)
  }
  const other = by.find((dimension) => dimension.other !== undefined)?.other?.title
  return {
    ...first,
    key: 'other',
    title: series.some(({ isRest }) => isRest) && other !== undefined ? other : `Other (${series.length})`,
    values: first.values.map((_, place) => sum('values', place)),
    compared: first.values.map((_, place) => sum('compared', place)),
    rows: first.rows.map(() => undefined),
    isRest: true,
  }
}
