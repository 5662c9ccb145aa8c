import { formatValue } from '../../format/format-value.ts'
import type { Hit } from '../../tooltip/hit.ts'
import type { PropsOfView } from '../chart-props.ts'
import { hitsOfLines } from '../line/line-hits.ts'
import { fanBands } from './fan-bands.ts'
import { fanLayout } from './fan-layout.ts'

/** One place for each bucket, saying every line's value there and the ends of the bands. */
export function fanHits(props: PropsOfView<'fan'>): readonly Hit[] {
  const { frame, locale } = props
  const { metric, lines } = fanBands(props)
  const { layout, bands } = fanLayout(props)
  const format = { unit: metric.unit, currency: frame.meta.currency, locale, style: 'exact' as const }
  return hitsOfLines({ ...props, options: undefined, frame: lines }, layout).map((hit, index) => {
    const ranges = bands.flatMap(({ title, intervals }) => {
      const ends = intervals[index]
      return ends === undefined
        ? []
        : [{ name: title, value: `${formatValue(ends.low, format)} to ${formatValue(ends.high, format)}` }]
    })
    return { ...hit, lines: [...hit.lines, ...ranges] }
  })
}
