import { formatFigure } from '../../words/format-cell.ts'
import { emptyReason } from '../../words/empty-reason.ts'
import { cellOf, readFrame } from '../../frame/read-frame.ts'
import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText } from '../chart-text.tsx'
import { summarize } from '../summarize.ts'
import { textWidth } from '../../format/text-width.ts'
import { WrappedText } from '../wrapped-text.tsx'
import { isSmall } from '../../frame/is-small.ts'
import { detailsOf } from './details-of.ts'
import { Sparkline } from './sparkline.tsx'
import { Spans, spansWidth } from './spans.tsx'

const lineHeight = 18
const large = 32

/** One value, how it moved, what it is compared with, whether it meets its target, and its course. */
export function BigNumber({ frame, options, width, height, locale, trend, label }: PropsOfView<'big_number'>) {
  const metric = readFrame(frame).metrics[0]
  if (metric === undefined) return null
  const row = frame.rows[0]
  const value = cellOf(row, metric)
  const text = formatFigure(value, metric, { meta: frame.meta, locale })
  const details = (value === null ? [] : detailsOf(frame, metric, locale)).flatMap((detail) =>
    spansWidth(detail.flat()) <= width ? [detail.flat()] : detail,
  )
  // why: the figures of a row are one size, also where one has a line below it; only no room for its words makes one smaller
  const size = width >= 150 && large + 20 + (details.length - 1) * lineHeight <= height ? large : 28
  const first = size + 20
  const lines = details.filter((_, index) => first + index * lineHeight <= height)
  const top = first + (lines.length - 1) * lineHeight + 14
  const draws = trend !== undefined && options?.sparkline !== false && value !== null && height - top >= 20
  return (
    <ChartSvg width={width} height={height} label={label ?? summarize(frame, locale)}>
      <ChartText
        x={0}
        y={size - 3}
        size={fitSize(text, size, width)}
        weight={600}
        tone={value === null || isSmall(row, metric) ? 'secondary' : 'text'}
      >
        {text}
      </ChartText>
      {value === null && (
        <WrappedText x={0} y={first} width={width} lines={Math.floor((height - first) / 16) + 1}>
          {emptyReason(frame, locale) ?? 'No value in this range.'}
        </WrappedText>
      )}
      {lines.map((spans, index) => (
        <Spans key={index} y={first + index * lineHeight} spans={spans} width={width} />
      ))}
      {draws && <Sparkline frame={trend} top={top} width={width} height={height - top} />}
    </ChartSvg>
  )
}

function fitSize(text: string, size: number, width: number): number {
  const wide = textWidth(text, size)
  return wide <= width ? size : Math.max(14, Math.floor((size * width) / wide))
}
