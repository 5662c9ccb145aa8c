import { cellOf } from '../../frame/read-frame.ts'
import type { Hit } from '../../tooltip/hit.ts'
import type { PropsOfView } from '../chart-props.ts'
import { metricLines } from '../metric-lines.ts'
import { statusGridLayout } from './status-grid-layout.ts'

/** One place for each tile. */
export function statusGridHits(props: PropsOfView<'status_grid'>): readonly Hit[] {
  const { frame, locale } = props
  const { tiles, tile, metric, dimension } = statusGridLayout(props)
  return tiles.map(({ name, row, x, y }) => ({
    x,
    y,
    ...tile,
    title: name,
    lines: metricLines(frame, metric, { row, locale }),
    dots: [],
    selection: { kind: 'value', column: dimension.name, value: cellOf(row, dimension) },
  }))
}
