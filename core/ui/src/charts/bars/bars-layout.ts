import { scaleBand } from '@visx/scale'
import type { Frame } from '@tessera/plugin-api/wire'
import { hasTargetsByRow, targetIn, targetOfBucket } from '../../frame/target-in.ts'
import { formatFigure } from '../../words/format-cell.ts'
import { boundOf, formatTarget } from '../../format/target-verdict.ts'
import { comparisonWords } from '../../words/comparison-words.ts'
import { ink } from '../../theme/ink.ts'
import { isClock } from '../../words/clock-label.ts'
import type { Plot } from '../axes/axes.tsx'
import type { Series } from '../axes/group-series.ts'
import { crossNames, type CrossNames } from '../axes/cross-names.ts'
import { boundedKey, keyHeight, keyRowHeight, type KeyItem } from '../axes/key-rows.ts'
import { sharesOf, stackValues } from '../axes/stack-values.ts'
import type { TargetMark } from '../axes/target-marks.tsx'
import { timeTicks, type TimeTick } from '../axes/time-ticks.ts'
import { valueAxis, type ValueTick } from '../axes/value-axis.ts'
import type { PropsOfView } from '../chart-props.ts'
import { round } from '../chart-text.tsx'
import { fitText, textWidth } from '../../format/text-width.ts'
import { nameLine } from '../name-column.ts'
import { foldPlaces } from './fold-places.ts'
import { readBars, type BarReading } from './read-bars.ts'

/** One bar, or one part of a stack. */
export interface DrawnBar {
  readonly key: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly color: string
  readonly partial: boolean
}

/** Everything about bars that depends on their size. */
export interface BarsLayout {
  readonly reading: BarReading
  readonly arrange: 'stacked' | 'grouped' | 'shares'
  readonly plot: Plot
  /** Left end and width of each place. */
  readonly columns: readonly { readonly x: number; readonly width: number }[]
  readonly bars: readonly DrawnBar[]
  /** Where the comparison stood. */
  readonly ticks: readonly { readonly x: number; readonly y: number; readonly width: number }[]
  readonly labels: readonly { readonly x: number; readonly y: number; readonly text: string }[]
  readonly yTicks: readonly ValueTick[]
  readonly xTicks: readonly TimeTick[]
  readonly zero: number
  readonly target: number | undefined
  /** Targets of single bars. */
  readonly targets: readonly TargetMark[]
  readonly key: readonly KeyItem[]
  readonly note: string
}

/** Least width of a category, so that its name can be read. */
const leastWidth = 52
const apart = 'Side by side: the values do not add up'

/** Places bars. */
export function barsLayout({ frame, options, width, height, locale }: PropsOfView<'bars'>): BarsLayout {
  const all = readBars(frame, locale)
  const folded = foldPlaces(all, Math.max(2, Math.floor((width - 40) / leastWidth)))
  const { reading } = folded
  const { places, series, across } = reading
  const wanted = options?.arrange ?? 'stacked'
  const arrange = series.length > 1 && reading.adds ? wanted : 'grouped'
  const metric = series[0]?.metric
  const shares = arrange === 'shares'
  const format = { unit: shares ? ('ratio' as const) : metric?.unit, currency: frame.meta.currency, locale }
  const bound = arrange === 'grouped' ? sharedBound(series) : undefined
  const aims = arrange === 'grouped' && bound === undefined ? boundsByBar(frame, reading) : []
  const compares = !shares && series.some(({ compared }) => compared.some((value) => value !== null))
  const named = series.length > 1 ? series.map(({ title, color }) => ({ title, color, shape: 'box' as const })) : []
  const key = boundedKey(named, marksOf(), { width, rows: Math.max(2, Math.floor(height / 70)) })
  const note = [
    folded.note,
    reading.left > 0 ? `${series.length} of ${series.length + reading.left} shown, the largest` : '',
    arrange === 'grouped' && wanted !== 'grouped' && series.length > 1 ? apart : '',
  ]
    .filter((text) => text !== '')
    .join('. ')
  const parts = places.map((_, place) => partsAt(place, 'values'))
  const compared = places.map((_, place) => (compares ? partsAt(place, 'compared') : []))
  const reached = [...parts, ...compared].flat().flatMap((part) => (part === null ? [] : [part.from, part.to]))
  const ends = [...reached, ...aims.map(({ bound: aim }) => aim)]
  // why: shares summed up may be a hair above one
  const exact = (value: number) => (shares ? Number(value.toFixed(9)) : value)
  const low = exact(Math.min(0, bound?.value ?? 0, ...ends))
  const high = exact(Math.max(0, bound?.value ?? 0, ...ends))
  const top = 8 + keyHeight(key)
  const lowest = height - 22 - (note === '' ? 0 : keyRowHeight)
  const names = places.map(({ name }) => name)
  const isNamed = across !== undefined && !isClock(across) && across.type !== 'number'
  const axisTo = (end: number) =>
    valueAxis([low, low === high ? 1 : high], [end, top + labelRoom()], { ...format, apart: 36 })
  const leftOf = ({ ticks }: ReturnType<typeof valueAxis>) =>
    Math.ceil(Math.max(0, ...ticks.map((tick) => textWidth(tick.text)))) + 8
  const below = namesAt(leftOf(axisTo(lowest)))
  const bottom = lowest - (below === undefined ? 0 : Math.max(0, below.height - nameLine))
  const axis = axisTo(bottom)
  const left = leftOf(axis)
  const plot = { left, right: width, top, bottom }
  const band = bandFrom(left)
  const step = band.step()
  const columns = places.map((_, index) => ({ x: left + step * index, width: step }))
  const middle = (index: number) => (band(index) ?? left) + band.bandwidth() / 2
  const thick = Math.min(64 * (arrange === 'grouped' ? series.length : 1), Math.max(1, band.bandwidth()))
  const slots = arrange === 'grouped' ? Math.max(1, series.length) : 1
  const slot = thick / slots
  const xOf = (place: number, at: number) => middle(place) - thick / 2 + (arrange === 'grouped' ? at * slot : 0)
  const barWidth = Math.max(0.5, slot - (slots > 1 && slot > 4 ? 1 : 0))
  const bars = parts.flatMap((found, place) =>
    found.flatMap((part, at): DrawnBar[] => {
      if (part === null || part.from === part.to) return []
      const [from, to] = [axis.place(part.from), axis.place(part.to)]
      const size = Math.max(1, Math.abs(to - from))
      return [
        {
          key: `${place} ${at}`,
          x: round(xOf(place, at)),
          y: round(Math.min(from, to)),
          width: round(barWidth),
          height: round(size),
          color: series[at]?.color ?? '',
          partial: places[place]?.bucket?.partial === true,
        },
      ]
    }),
  )
  return {
    reading,
    arrange,
    plot,
    columns,
    bars,
    ticks: compared.flatMap((found, place) => ticksAt(place, found)),
    labels: labelsOf(),
    yTicks: axis.ticks,
    xTicks: namesAt(left)?.names ?? timeTicks(names, (index) => round(middle(index)), { left: 0, right: width }),
    zero: round(axis.place(0)),
    target: bound === undefined ? undefined : round(axis.place(bound.value)),
    targets: aims.map((aim) => {
      const wide = Math.min(step, barWidth + 6)
      const x = xOf(aim.place, aim.series) - (wide - barWidth) / 2
      return { x: round(x), y: round(axis.place(aim.bound)), width: round(wide) }
    }),
    key,
    note: fitText(note, width),
  }

  function bandFrom(start: number) {
    const domain = places.map((_, index) => index)
    return scaleBand<number>({ domain, range: [start, width], paddingInner: 0.25, paddingOuter: 0.12 })
  }

  /** Names of categories; periods are named in their own way. */
  function namesAt(start: number): CrossNames | undefined {
    if (!isNamed) return undefined
    const bands = bandFrom(start)
    const middleOf = (index: number) => round((bands(index) ?? start) + bands.bandwidth() / 2)
    return crossNames(names, middleOf, { step: bands.step(), height: (height - top) * 0.4 })
  }

  function partsAt(place: number, of: 'values' | 'compared') {
    const values = series.map((one) => one[of][place] ?? null)
    if (arrange === 'grouped') return values.map((value) => (value === null ? null : { from: 0, to: value }))
    if (arrange === 'shares') return stackValues(sharesOf(values))
    // why: a stack of which parts are not known stands for less than there was
    if (of === 'compared' && values.some((value) => value === null)) return []
    return stackValues(values)
  }

  function ticksAt(place: number, found: ReturnType<typeof partsAt>): BarsLayout['ticks'] {
    if (arrange !== 'grouped') {
      const total = found.reduce((sum, part) => sum + (part === null ? 0 : part.to - part.from), 0)
      return found.length === 0 ? [] : [markAt(xOf(place, 0), total)]
    }
    return found.flatMap((part, at) => (part === null ? [] : [markAt(xOf(place, at), part.to)]))
  }

  function markAt(x: number, value: number) {
    return { x: round(x), y: round(axis.place(value)), width: round(barWidth) }
  }

  function labelRoom(): number {
    return isLabelled() ? 16 : 0
  }

  /** Totals above the bars, where all of them have room. */
  function isLabelled(): boolean {
    if (shares || low < 0 || (arrange === 'grouped' && series.length > 1)) return false
    const room = (width - 48) / Math.max(1, places.length) - 4
    return places.every((_, place) => textWidth(totalText(place)) <= room)
  }

  function totalText(place: number): string {
    const known = series.flatMap(({ values }) => values[place] ?? [])
    const total = known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
    return metric === undefined ? '' : formatFigure(total, metric, { meta: frame.meta, locale })
  }

  function labelsOf(): BarsLayout['labels'] {
    if (!isLabelled()) return []
    return places.map((_, place) => {
      const most = (parts[place] ?? []).reduce((end, part) => Math.max(end, part?.to ?? 0), 0)
      const ghost = ticksAt(place, compared[place] ?? []).map(({ y }) => y)
      const y = Math.min(axis.place(most), ...ghost) - 5
      const aim = aims.find((one) => one.place === place)
      const over = aim === undefined ? y : axis.place(aim.bound) - 5
      // why: a line through a figure cannot be read
      return { x: round(middle(place)), y: round(over < y && over > y - 20 ? over : y), text: totalText(place) }
    })
  }

  function marksOf(): KeyItem[] {
    const column = metric?.comparisons[0]
    const target = metric?.target
    const partial = places.some(({ bucket }) => bucket?.partial === true)
    const color = series[0]?.color ?? ''
    return [
      ...(compares && column !== undefined
        ? [{ title: comparisonWords(frame, column, locale), color, shape: 'tick' as const }]
        : []),
      ...(aims.length > 0 ? [{ title: 'target', color: ink('text'), dotted: true }] : []),
      ...(bound === undefined || target === undefined
        ? []
        : [{ title: `target ${formatTarget(target, format)}`, color: ink('secondary'), dotted: true }]),
      ...(partial ? [{ title: 'incomplete period', color, shape: 'box' as const, dashed: true }] : []),
    ]
  }
}

/** Targets of single bars, where they are not the same for all. */
function boundsByBar(frame: Frame, { places, series }: BarReading) {
  return series.flatMap(({ metric, rows }, at) => {
    return places.flatMap(({ bucket }, place) => {
      const target = bucket ? targetOfBucket(frame, metric, bucket.label) : targetIn(frame, metric, rows[place])
      const bound = boundOf(target)
      return bound === undefined ? [] : [{ place, series: at, bound: bound.value }]
    })
  })
}

/** The target that all series have. */
function sharedBound(series: readonly Series[]) {
  if (series.some(({ metric }) => hasTargetsByRow(metric))) return undefined
  const bounds = series.map(({ metric }) => boundOf(metric.target))
  return bounds.every((bound) => bound?.value === bounds[0]?.value) ? bounds[0] : undefined
}
