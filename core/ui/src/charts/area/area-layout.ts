import { scaleLinear } from '@visx/scale'
import { comparisonWords } from '../../words/comparison-words.ts'
import { formatBucket } from '../../format/format-date.ts'
import { lastComplete } from '../../frame/last-complete.ts'
import type { Plot } from '../axes/axes.tsx'
import type { Series } from '../axes/group-series.ts'
import { boundedKey, keyHeight, type KeyItem } from '../axes/key-rows.ts'
import { sharesOf, stackValues } from '../axes/stack-values.ts'
import { timeTicks, type TimeTick } from '../axes/time-ticks.ts'
import { valueAxis, type ValueTick } from '../axes/value-axis.ts'
import type { PropsOfView } from '../chart-props.ts'
import { round } from '../chart-text.tsx'
import type { Point } from '../line/line-path.ts'
import { spreadLabels } from '../line/spread-labels.ts'
import { fitText, textWidth } from '../../format/text-width.ts'
import { readAreas, type AreaReading } from './read-areas.ts'

/** One end of an area at a period: its lower and its upper edge in pixels, null where nothing is known. */
export interface AreaPoint {
  readonly x: number
  readonly ends: { readonly low: number; readonly high: number } | null
}

/** Everything about areas that depends on their size. */
export interface AreaLayout {
  readonly reading: AreaReading
  readonly plot: Plot
  readonly xOf: (index: number) => number
  readonly areas: readonly (Series & { readonly points: readonly AreaPoint[] })[]
  readonly partial: readonly boolean[]
  /** The whole as the comparison knew it. */
  readonly compared: readonly Point[]
  readonly labels: readonly { readonly x: number; readonly y: number; readonly text: string; readonly color: string }[]
  readonly yTicks: readonly ValueTick[]
  readonly xTicks: readonly TimeTick[]
  readonly key: readonly KeyItem[]
}

/** Places areas on each other. */
export function areaLayout({ frame, options, width, height, locale }: PropsOfView<'area'>): AreaLayout {
  const reading = readAreas(frame, locale)
  const { buckets, series } = reading
  const metric = series[0]?.metric
  const shares = options?.arrange === 'shares' && series.length > 1
  const partial = buckets.map((bucket) => bucket.partial)
  const stacks = buckets.map((_, index) => {
    const values = series.map(({ values: all }) => all[index] ?? null)
    return stackValues(shares ? sharesOf(values) : values)
  })
  const totals = buckets.map((_, index) => {
    const values = series.map(({ compared: all }) => all[index] ?? null)
    return shares || values.some((value) => value === null)
      ? null
      : values.reduce<number>((sum, v) => sum + (v ?? 0), 0)
  })
  const compares = totals.some((total) => total !== null)
  const widest = Math.max(0, ...series.map((one) => textWidth(one.title)))
  // why: names that have no room beside their areas stand whole in the key
  const direct = series.length > 1 && width >= 460 && widest + 12 <= width * 0.28
  const column = metric?.comparisons[0]
  const color = series[0]?.color ?? ''
  const named = direct || series.length === 1 ? [] : series
  const key = boundedKey(
    named.map(({ title, color: tone }) => ({ title, color: tone, shape: 'box' as const })),
    [
      ...(compares && column !== undefined
        ? [{ title: comparisonWords(frame, column, locale), color: 'var(--t-text)', dotted: true }]
        : []),
      ...(partial.some(Boolean) ? [{ title: 'incomplete period', color, shape: 'box' as const, dashed: true }] : []),
    ],
    { width, rows: Math.max(2, Math.floor(height / 70)) },
  )
  const plotTop = 8 + keyHeight(key)
  const bottom = height - 22
  const ends = stacks.flat().flatMap((part) => (part === null ? [] : [part.from, part.to]))
  const known = [...ends, ...totals.flatMap((total) => total ?? [])]
  // why: shares summed up may be a hair above one
  const high = shares ? 1 : Math.max(0, ...known)
  const low = Math.min(0, ...known)
  const unit = shares ? ('ratio' as const) : metric?.unit
  const format = { unit, currency: frame.meta.currency, locale, apart: 36 }
  const axis = valueAxis([low, low === high ? 1 : high], [bottom, plotTop], format)
  const left = Math.ceil(Math.max(0, ...axis.ticks.map((tick) => textWidth(tick.text)))) + 8
  const right = width - (direct ? widest + 12 : 8)
  const x = scaleLinear({ domain: [0, Math.max(1, buckets.length - 1)], range: [left, right] })
  const xOf = (index: number) => round(buckets.length === 1 ? (left + right) / 2 : x(index))
  const areas = series.map((one, at) => ({
    ...one,
    points: stacks.map((stack, index): AreaPoint => {
      const part = stack[at] ?? null
      const between = part === null ? null : { low: round(axis.place(part.from)), high: round(axis.place(part.to)) }
      return { x: xOf(index), ends: between }
    }),
  }))
  const names = buckets.map(
    ({ label, title }) => title ?? formatBucket(label, frame.meta.grain, { locale, timeZone: frame.meta.timeZone }),
  )
  return {
    reading,
    plot: { left, right, top: plotTop, bottom },
    xOf,
    areas,
    partial,
    compared: totals.map((total, index) => ({ x: xOf(index), y: total === null ? null : round(axis.place(total)) })),
    labels: direct ? directLabels() : [],
    yTicks: axis.ticks,
    xTicks: timeTicks(names, xOf, { left: 0, right: width }),
    key,
  }

  function directLabels(): AreaLayout['labels'] {
    const found = areas.flatMap(({ points, title, color: tone }) => {
      const at = lastComplete(points, {
        known: ({ ends: between }) => between !== null,
        partial: (_, index) => partial[index] === true,
      })
      const last = at === undefined ? undefined : points[at]?.ends
      if (last === undefined || last === null) return []
      const text = fitText(title, width - right - 8)
      return [{ x: right + 8, y: (last.low + last.high) / 2 + 4, text, color: tone }]
    })
    return spreadLabels(found, { gap: 15, top: plotTop + 6, bottom })
  }
}
