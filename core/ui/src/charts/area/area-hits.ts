import { formatBucket } from '../../format/format-date.ts'
import type { Hit } from '../../tooltip/hit.ts'
import { rangeOf } from '../axes/range-of.ts'
import { seriesLines } from '../axes/series-lines.ts'
import type { PropsOfView } from '../chart-props.ts'
import { lineHits } from '../line/line-hits.ts'
import { areaLayout } from './area-layout.ts'
import { mayStack, readAreas } from './read-areas.ts'

/** One place for each period, saying every part, its share and the whole. */
export function areaHits(props: PropsOfView<'area'>): readonly Hit[] {
  const { frame, locale } = props
  if (!mayStack(readAreas(frame, locale))) return lineHits({ ...props, options: undefined })
  const { reading, plot, xOf, areas } = areaLayout(props)
  const { buckets } = reading
  const { grain, timeZone } = frame.meta
  return buckets.map(({ label, title, partial }, index): Hit => {
    const start = index === 0 ? plot.left : (xOf(index - 1) + xOf(index)) / 2
    const end = index === buckets.length - 1 ? plot.right : (xOf(index) + xOf(index + 1)) / 2
    const when = title ?? formatBucket(label, grain, { locale, timeZone, style: 'long' })
    return {
      x: start,
      y: plot.top,
      width: end - start,
      height: plot.bottom - plot.top,
      title: partial ? `${when} (incomplete)` : when,
      lines: seriesLines(frame, reading, { place: index, partial, locale }),
      dots: areas.flatMap(({ points, color }) => {
        const point = points[index]
        return point === undefined || point.ends === null ? [] : [{ x: point.x, y: point.ends.high, color }]
      }),
      bucket: label,
      selection: rangeOf(frame, buckets, index),
    }
  })
}
