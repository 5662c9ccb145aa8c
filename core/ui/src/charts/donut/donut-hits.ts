import { cellOf } from '../../frame/read-frame.ts'
import { formatCell, formatShare } from '../../words/format-cell.ts'
import type { Hit, TipLine } from '../../tooltip/hit.ts'
import type { PropsOfView } from '../chart-props.ts'
import { metricLines } from '../metric-lines.ts'
import { rankedBarHits } from '../ranked-bar/ranked-bar-hits.ts'
import { donutLayout, donutRows } from './donut-layout.ts'

/** One place for each part, at its line of the key. */
export function donutHits(props: PropsOfView<'donut'>): readonly Hit[] {
  const { frame, locale, options } = props
  const ranking = donutRows(props)
  if (ranking === undefined) return rankedBarHits({ ...props, options: { top: options?.top } })
  const { parts, list, metric, dimension } = donutLayout(props, ranking)
  return parts.map(({ label, value, share, row, isRest, y }): Hit => {
    const sum = formatCell(value, metric, { meta: frame.meta, locale })
    const lines: readonly TipLine[] =
      row === undefined ? [{ name: metric.title, value: sum }] : metricLines(frame, metric, { row, locale })
    const shared = share === null ? [] : [{ name: 'Share of all', value: formatShare(share, [metric], locale) }]
    const hit = {
      x: list.left,
      y,
      width: list.right - list.left,
      height: list.lineHeight,
      title: label,
      lines: [...lines, ...shared],
    }
    if (row === undefined || isRest) return hit
    return { ...hit, selection: { kind: 'value', column: dimension.name, value: cellOf(row, dimension) } }
  })
}
