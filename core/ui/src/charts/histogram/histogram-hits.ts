import { cellOf } from '../../frame/read-frame.ts'
import { formatCell } from '../../words/format-cell.ts'
import { isRest } from '../../words/name-of.ts'
import type { Hit } from '../../tooltip/hit.ts'
import type { PropsOfView } from '../chart-props.ts'
import { metricLines } from '../metric-lines.ts'
import { histogramLayout } from './histogram-layout.ts'

/** One place for each bar. */
export function histogramHits(props: PropsOfView<'histogram'>): readonly Hit[] {
  const { frame, locale } = props
  const { bins, plot, metric, dimension } = histogramLayout(props)
  return bins.map(({ name, value, rows, x, width }): Hit => {
    const [row, ...more] = rows
    const place = {
      x,
      width,
      y: plot.top,
      height: plot.bottom - plot.top,
      title: `${dimension.title} ${name}`,
      dots: [],
    }
    if (row === undefined || more.length > 0)
      return {
        ...place,
        lines: [{ name: metric.title, value: formatCell(value, metric, { meta: frame.meta, locale }) }],
      }
    const lines = metricLines(frame, metric, { row, locale })
    if (isRest(row, dimension)) return { ...place, lines }
    return { ...place, lines, selection: { kind: 'value', column: dimension.name, value: cellOf(row, dimension) } }
  })
}
