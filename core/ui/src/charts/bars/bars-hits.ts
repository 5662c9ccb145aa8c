import type { Hit } from '../../tooltip/hit.ts'
import { cellOf } from '../../frame/read-frame.ts'
import { rangeOf } from '../axes/range-of.ts'
import { seriesLines } from '../axes/series-lines.ts'
import type { PropsOfView } from '../chart-props.ts'
import { barsLayout } from './bars-layout.ts'

/** One place for each period or category, saying every series' value there. */
export function barsHits(props: PropsOfView<'bars'>): readonly Hit[] {
  const { frame, locale } = props
  const { reading, columns, plot } = barsLayout(props)
  const { places, across } = reading
  const buckets = places.flatMap(({ bucket }) => bucket ?? [])
  return places.map((place, index): Hit => {
    const { bucket, row, title, isRest } = place
    const partial = bucket?.partial === true
    const hit = {
      x: columns[index]?.x ?? 0,
      width: columns[index]?.width ?? 0,
      y: plot.top,
      height: plot.bottom - plot.top,
      title: partial ? `${title} (incomplete)` : title,
      lines: seriesLines(frame, reading, { place: index, partial, locale }),
      dots: [],
    }
    if (bucket !== undefined) return { ...hit, bucket: bucket.label, selection: rangeOf(frame, buckets, index) }
    if (across === undefined || row === undefined || isRest) return hit
    return { ...hit, selection: { kind: 'value', column: across.name, value: cellOf(row, across) } }
  })
}
