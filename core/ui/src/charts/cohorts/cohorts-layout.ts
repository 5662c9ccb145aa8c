import { viewError } from '../../errors.ts'
import { formatBucket } from '../../format/format-date.ts'
import { formatValue } from '../../format/format-value.ts'
import { cellOf, numberOf, readFrame, type MetricColumn } from '../../frame/read-frame.ts'
import { groupKey } from '../../words/name-of.ts'
import { bucketsOf } from '../axes/buckets-of.ts'
import { timeTicks, type TimeTick } from '../axes/time-ticks.ts'
import type { PropsOfView } from '../chart-props.ts'
import { round } from '../chart-text.tsx'
import { cellTexts, type CellSize, type HeatCell } from '../heat/heat-cell.ts'
import { heatKeyHeight } from '../heat/heat-key.tsx'
import { heatScale, type HeatScale } from '../heat/heat-scale.ts'
import { valueNames } from '../heat/value-names.ts'
import { textWidth } from '../../format/text-width.ts'

/** Everything about a triangle of cohorts that depends on its size. */
export interface CohortsLayout {
  readonly metric: MetricColumn
  readonly cells: readonly HeatCell[]
  readonly size: CellSize
  readonly rows: readonly { readonly y: number; readonly lines: readonly string[]; readonly count: string }[]
  /** Right end of how many there are in each cohort. */
  readonly countRight: number
  readonly columns: readonly TimeTick[]
  readonly scale: HeatScale
  /** Lower end of the cells. */
  readonly bottom: number
  readonly note: string
}

const head = 20
const leastHeight = 16
const leastWidth = 12

/** Places cohorts: the latest ones at the bottom. Periods that have not come yet have no cell. */
export function cohortsLayout({ frame, width, height, locale }: PropsOfView<'cohorts'>): CohortsLayout {
  const { time, dimensions, metrics } = readFrame(frame)
  const [period] = dimensions
  const [metric] = metrics
  if (metric === undefined) throw viewError('view.needs_metric', { view: 'cohorts' })
  if (time === undefined) throw viewError('view.needs_time', { view: 'cohorts' })
  if (period === undefined) throw viewError('view.needs_dimension', { view: 'cohorts' })
  const { grain, timeZone } = frame.meta
  const found = new Map(frame.rows.map((row) => [`${String(cellOf(row, time))} ${groupKey(row, [period])}`, row]))
  const periods = valueNames(frame.rows, period, locale)
  const buckets = bucketsOf(frame, time)
  const rowAt = (cohort: string, key: string) => found.get(`${cohort} ${key}`)
  const valueAt = (cohort: string, key: string) => numberOf(cellOf(rowAt(cohort, key), metric))
  const known = buckets.filter(({ label }) => periods.some(({ key }) => valueAt(label, key) !== null))
  const fits = Math.max(1, Math.floor((height - head - heatKeyHeight) / leastHeight))
  const shown = known.slice(-fits)
  const names = shown.map(({ label, title }) => title ?? formatBucket(label, grain, { locale, timeZone }))
  const counts = shown.map(({ label }) => {
    const n = periods.map(({ key }) => numberOf(cellOf(rowAt(label, key), metric.sample))).find((one) => one !== null)
    return n === undefined || n === null ? '' : formatValue(n, { unit: 'count', locale })
  })
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => textWidth(text)))
  const countWidth = widest(counts)
  const countRight = widest(names) + (countWidth > 0 && width >= 420 ? countWidth + 12 : 0)
  const left = countRight + 10
  const fitting = Math.max(1, Math.floor((width - left) / leastWidth))
  const reached = periods.filter(({ key }) => shown.some(({ label }) => valueAt(label, key) !== null))
  const across = reached.slice(0, fitting)
  const size = {
    width: Math.min(72, (width - left) / Math.max(1, across.length)),
    height: Math.min(36, (height - head - heatKeyHeight) / Math.max(1, shown.length)),
  }
  const values = shown.flatMap(({ label }) => across.flatMap(({ key }) => valueAt(label, key) ?? []))
  // why: everybody is there when a cohort begins; measured by that, all later periods would look alike
  const begins = metric.unit === 'ratio' ? across.slice(1) : across
  const later = shown.flatMap(({ label }) => begins.flatMap(({ key }) => valueAt(label, key) ?? []))
  const scale = heatScale(later.length > 0 ? later : values)
  const write = cellTexts(values, size, { frame, metric, locale })
  const cells = shown.flatMap(({ label, partial }, y) => {
    const last = across.findLastIndex(({ key }) => valueAt(label, key) !== null)
    return across.slice(0, last + 1).map(({ key, name }, x): HeatCell => {
      const value = valueAt(label, key)
      return {
        key: `${y} ${x}`,
        x: left + x * size.width,
        y: head + y * size.height,
        value,
        token: value === null ? null : scale.tokenOf(value),
        text: write(value),
        partial,
        row: rowAt(label, key),
        title: `${names[y]} · ${period.title} ${name}`,
      }
    })
  })
  const note = [
    shown.length < known.length ? `the latest ${shown.length} of ${known.length} cohorts shown` : '',
    across.length < reached.length ? `the first ${across.length} of ${reached.length} periods shown` : '',
  ]
  return {
    metric,
    cells,
    size,
    rows: names.map((text, y) => ({
      y: round(head + (y + 0.5) * size.height + 3),
      lines: [text],
      count: width >= 420 ? (counts[y] ?? '') : '',
    })),
    countRight,
    columns: timeTicks(
      across.map(({ name }) => name),
      (index) => round(left + (index + 0.5) * size.width - 1),
      { left: 0, right: width },
    ),
    scale,
    bottom: head + shown.length * size.height,
    note: note.filter((text) => text !== '').join(', '),
  }
}
