import { cellOf } from '../../frame/read-frame.ts'
import type { Hit } from '../../tooltip/hit.ts'
import type { PropsOfView } from '../chart-props.ts'
import { metricLines } from '../metric-lines.ts'
import { timelineLayout } from './timeline-layout.ts'

/** Half the width of the place of a mark: fingers are wider than dots. */
const reach = 10

/** One place for each mark. */
export function timelineHits(props: PropsOfView<'timeline'>): readonly Hit[] {
  const { frame, locale } = props
  const { lanes, laneHeight, metric, dimension } = timelineLayout(props)
  return lanes.flatMap(({ marks, y }) =>
    marks.map(({ x, row, title, radius }) => ({
      x: x - Math.max(reach, radius),
      y: y - laneHeight / 2,
      width: 2 * Math.max(reach, radius),
      height: laneHeight,
      title,
      lines: metricLines(frame, metric, { row, locale }),
      selection: { kind: 'value' as const, column: dimension.name, value: cellOf(row, dimension) },
    })),
  )
}
