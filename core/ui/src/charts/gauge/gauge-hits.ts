import type { Hit } from '../../tooltip/hit.ts'
import type { PropsOfView } from '../chart-props.ts'
import { metricLines } from '../metric-lines.ts'
import { gaugeLayout } from './gauge-layout.ts'

/** One place for each gauge. */
export function gaugeHits(props: PropsOfView<'gauge'>): readonly Hit[] {
  const { frame, locale } = props
  const { gauges, cell, radius } = gaugeLayout(props)
  return gauges.map(({ metric, row, x, y, fromText, toText }) => ({
    x: x - cell.width / 2,
    y: Math.max(0, y - radius),
    width: cell.width,
    height: radius + 40,
    title: metric.title,
    lines: [
      ...metricLines(frame, metric, { row, locale, name: 'Value' }),
      { name: 'Scale', value: `${fromText} to ${toText}` },
    ],
  }))
}
