import type { ChartProps } from '../chart-props.ts'
import type { Hit } from '../../tooltip/hit.ts'
import { metricLines } from '../metric-lines.ts'
import { targetsLayout } from './targets-layout.ts'

/** One place for each value beside its target. */
export function targetsHits(props: ChartProps): readonly Hit[] {
  const { rows, arrangement } = targetsLayout(props)
  return rows.map((row) => ({
    x: 0,
    y: row.y - 4,
    width: props.width,
    height: arrangement === 'below' ? 50 : 38,
    title: row.title,
    lines: metricLines(props.frame, row.metric, { row: row.row, locale: props.locale, name: 'Value' }),
  }))
}
