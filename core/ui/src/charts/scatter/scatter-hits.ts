import { cellOf } from '../../frame/read-frame.ts'
import { ink } from '../../theme/ink.ts'
import type { Hit } from '../../tooltip/hit.ts'
import type { PropsOfView } from '../chart-props.ts'
import { metricLines } from '../metric-lines.ts'
import { scatterLayout } from './scatter-layout.ts'

const reach = 8

/** One place for each point, saying both values. */
export function scatterHits(props: PropsOfView<'scatter'>): readonly Hit[] {
  const { frame, locale } = props
  const { points, across, up, dimension } = scatterLayout(props)
  return points.map(({ x, y, row, name }) => ({
    x: x - reach,
    y: y - reach,
    width: 2 * reach,
    height: 2 * reach,
    title: name,
    lines: [across, up].flatMap((metric) => metricLines(frame, metric, { row, locale })),
    dots: [{ x, y, color: ink('accent') }],
    selection: { kind: 'value', column: dimension.name, value: cellOf(row, dimension) },
  }))
}
