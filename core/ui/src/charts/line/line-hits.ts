import { formatBucket } from '../../format/format-date.ts'
import { rangeOf } from '../axes/range-of.ts'
import type { PropsOfView } from '../chart-props.ts'
import type { Hit } from '../../tooltip/hit.ts'
import { metricLines } from '../metric-lines.ts'
import { lineLayout, type LineLayout } from './line-layout.ts'

/** One place for each bucket of a line chart, saying every series' value there. */
export function lineHits(props: PropsOfView<'line'>): readonly Hit[] {
  return hitsOfLines(props, lineLayout(props))
}

/** The same of lines that are placed already. */
export function hitsOfLines({ frame, locale }: PropsOfView<'line'>, layout: LineLayout): readonly Hit[] {
  const { buckets, plot, series } = layout
  const xOf = (index: number) => series[0]?.points[index]?.x ?? plot.left
  return buckets.map((bucket, index) => {
    const start = index === 0 ? plot.left : (xOf(index - 1) + xOf(index)) / 2
    const end = index === buckets.length - 1 ? plot.right : (xOf(index) + xOf(index + 1)) / 2
    const when = formatBucket(bucket.label, frame.meta.grain, { locale, timeZone: frame.meta.timeZone, style: 'long' })
    const full = series.length === 1
    return {
      x: start,
      y: plot.top,
      width: end - start,
      height: plot.bottom - plot.top,
      title: bucket.partial ? `${when} (incomplete)` : when,
      lines: series.flatMap((one) => {
        const lines = metricLines(frame, one.metric, {
          row: one.rows[index],
          locale,
          name: one.title,
          color: one.color,
          partial: bucket.partial,
        })
        return full ? lines : lines.slice(0, 1)
      }),
      dots: series.flatMap(({ points, color }) => {
        const point = points[index]
        return point === undefined || point.y === null ? [] : [{ x: point.x, y: point.y, color }]
      }),
      bucket: bucket.label,
      selection: rangeOf(frame, buckets, index),
    }
  })
}
