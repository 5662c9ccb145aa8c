import { formatCell, formatShare } from '../../words/format-cell.ts'
import { isRest } from '../../words/name-of.ts'
import { cellOf, readFrame } from '../../frame/read-frame.ts'
import type { PropsOfView } from '../chart-props.ts'
import type { Hit, TipLine } from '../../tooltip/hit.ts'
import { metricLines } from '../metric-lines.ts'
import { rankedBarLayout } from './ranked-bar-layout.ts'

/** One place for each bar, saying every metric of its row. */
export function rankedBarHits(props: PropsOfView<'ranked_bar'>): readonly Hit[] {
  const { frame, width, locale } = props
  const { bars, rowHeight, metric, dimension } = rankedBarLayout(props)
  const { metrics, dimensions } = readFrame(frame)
  return bars.map((bar) => {
    const share = bar.share === null ? [] : [{ name: 'Share of all', value: formatShare(bar.share, [metric], locale) }]
    const sum = formatCell(bar.value, metric, { meta: frame.meta, locale })
    const lines: TipLine[] =
      bar.row === undefined
        ? [{ name: metric.title, value: sum }]
        : metrics.flatMap((column) => metricLines(frame, column, { row: bar.row, locale }))
    const place = { x: 0, y: bar.y, width, height: rowHeight, title: bar.label, lines: [...lines, ...share] }
    if (bar.row === undefined || dimensions.length !== 1 || isRest(bar.row, dimension)) return place
    const value = cellOf(bar.row, dimension)
    return { ...place, selection: { kind: 'value' as const, column: dimension.name, value } }
  })
}
