import { formatCell } from '../../words/format-cell.ts'
import type { Hit } from '../../tooltip/hit.ts'
import type { PropsOfView } from '../chart-props.ts'
import { metricLines } from '../metric-lines.ts'
import { waterfallLayout } from './waterfall-layout.ts'

/** One place for each step, saying what moved and where that led. */
export function waterfallHits(props: PropsOfView<'waterfall'>): readonly Hit[] {
  const { frame, locale, width } = props
  const { steps, rowHeight } = waterfallLayout(props)
  return steps.map(({ title, kind, metric, row, value, to, y }) => {
    const written = (of: number | null) => formatCell(of, metric, { meta: frame.meta, locale })
    const own =
      row === undefined ? [{ name: title, value: written(value) }] : metricLines(frame, metric, { row, locale })
    const led = kind === 'level' ? [] : [{ name: 'Leads to', value: written(to) }]
    return { x: 0, y, width, height: rowHeight, title, lines: [...own, ...led] }
  })
}
