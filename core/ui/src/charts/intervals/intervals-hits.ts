import type { Hit } from '../../tooltip/hit.ts'
import type { PropsOfView } from '../chart-props.ts'
import { metricLines } from '../metric-lines.ts'
import { intervalsLayout } from './intervals-layout.ts'

/** One place for each estimate, with the ends of its interval and what it says. */
export function intervalsHits(props: PropsOfView<'intervals'>): readonly Hit[] {
  const { frame, locale, width } = props
  const { rows, rowHeight } = intervalsLayout(props)
  return rows.map(({ name, metric, row, y, rangeText, verdict }) => {
    const range =
      rangeText === '' ? [] : [{ name: 'Interval', value: rangeText, ...(verdict === '' ? {} : { note: verdict }) }]
    return {
      x: 0,
      y,
      width,
      height: rowHeight,
      title: name,
      lines: [...metricLines(frame, metric, { row, locale }), ...range],
    }
  })
}
