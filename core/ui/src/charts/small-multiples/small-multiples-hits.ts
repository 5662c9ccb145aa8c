import { formatBucket } from '../../format/format-date.ts'
import { cellOf } from '../../frame/read-frame.ts'
import { formatCell } from '../../words/format-cell.ts'
import type { Hit } from '../../tooltip/hit.ts'
import type { PropsOfView } from '../chart-props.ts'
import { metricLines } from '../metric-lines.ts'
import { smallMultiplesLayout } from './small-multiples-layout.ts'

/** One place for each small line, saying its latest whole value, its lowest and its highest. */
export function smallMultiplesHits(props: PropsOfView<'small_multiples'>): readonly Hit[] {
  const { frame, locale } = props
  const { multiples, cell, metric, dimension, buckets } = smallMultiplesLayout(props)
  const { grain, timeZone } = frame.meta
  const when = (place: number) => {
    const bucket = buckets[place]
    return bucket?.title ?? formatBucket(bucket?.label ?? '', grain, { locale, timeZone, style: 'long' })
  }
  return multiples.map(({ series, last, x, y, row }): Hit => {
    const known = series.values.filter((value) => value !== null)
    const written = (value: number) => formatCell(value, metric, { meta: frame.meta, locale })
    const latest =
      last === undefined ? [] : metricLines(frame, metric, { row: series.rows[last], locale, name: when(last) })
    const ends =
      known.length === 0
        ? [{ name: metric.title, value: '–' }]
        : [
            { name: 'Lowest', value: written(Math.min(...known)) },
            { name: 'Highest', value: written(Math.max(...known)) },
          ]
    return {
      x,
      y,
      ...cell,
      title: series.title,
      lines: [...latest, ...ends],
      dots: [],
      selection: { kind: 'value', column: dimension.name, value: cellOf(row, dimension) },
    }
  })
}
