import type { Frame } from '@tessera/plugin-api/wire'
import { formatCell, formatShare } from '../../words/format-cell.ts'
import type { TipLine } from '../../tooltip/hit.ts'
import { metricLines } from '../metric-lines.ts'
import type { Series } from './group-series.ts'
import type { WholeSeries } from './whole-series.ts'

/** What is said of the series at one place of a chart: all there is of one alone; else each value, its share, and the sum. */
export function seriesLines(
  frame: Frame,
  { series, adds }: Pick<WholeSeries, 'series' | 'adds'>,
  at: { readonly place: number; readonly partial: boolean; readonly locale: string | undefined },
): readonly TipLine[] {
  const { place, partial, locale } = at
  const [only] = series
  const row = only?.rows[place]
  if (only !== undefined && series.length === 1 && row !== undefined)
    return metricLines(frame, only.metric, { row, locale, name: only.title, color: only.color, partial })
  const known = series.flatMap(({ values }) => values[place] ?? [])
  const sum = known.reduce((total, value) => total + value, 0)
  const written = (value: number | null, { metric }: Series) => formatCell(value, metric, { meta: frame.meta, locale })
  const isParted = adds && known.length > 1 && only?.metric.unit !== 'ratio'
  const lines = series.map((one): TipLine => {
    const value = one.values[place] ?? null
    const line = { name: one.title, value: written(value, one), color: one.color }
    const isShare = isParted && value !== null && sum > 0 && known.every((each) => each >= 0)
    return isShare ? { ...line, note: formatShare(value / sum, [one.metric], locale), verdict: 'none' } : line
  })
  return isParted && only !== undefined ? [...lines, { name: 'Together', value: written(sum, only) }] : lines
}
