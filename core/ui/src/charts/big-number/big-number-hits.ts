import { cellOf, readFrame } from '../../frame/read-frame.ts'
import type { PropsOfView } from '../chart-props.ts'
import type { Hit } from '../../tooltip/hit.ts'
import { metricLines } from '../metric-lines.ts'

/** One place over the number: its exact value, changes, target and number of observations. */
export function bigNumberHits({ frame, width, height, locale }: PropsOfView<'big_number'>): readonly Hit[] {
  const metric = readFrame(frame).metrics[0]
  const row = frame.rows[0]
  if (metric === undefined || cellOf(row, metric) === null) return []
  const lines = metricLines(frame, metric, { row, locale, name: 'Value' })
  return [{ x: 0, y: 0, width, height: Math.min(height, 40), title: metric.title, lines }]
}
