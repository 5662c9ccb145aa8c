import type { Frame } from '@tessera/plugin-api/wire'
import { ink } from '../../theme/ink.ts'
import { formatValue } from '../../format/format-value.ts'
import type { MetricColumn } from '../../frame/read-frame.ts'
import { ChartText, round } from '../chart-text.tsx'
import { fitText, textWidth } from '../../format/text-width.ts'
import type { HeatScale } from './heat-scale.ts'

/** Height of a key of colours, in pixels. */
export const heatKeyHeight = 22

/** What the colours stand for, from the least to the most, and what is not drawn. */
export function HeatKey(props: {
  readonly scale: HeatScale
  readonly frame: Frame
  readonly metric: MetricColumn
  readonly locale: string | undefined
  readonly y: number
  readonly width: number
  /** Said instead of the ends, where cells are compared within their row or column. */
  readonly within?: string | undefined
  readonly note: string
}) {
  const { scale, frame, metric, locale, y, width, within, note } = props
  const written = (value: number) => formatValue(value, { unit: metric.unit, currency: frame.meta.currency, locale })
  const low = within === undefined ? written(scale.low) : 'least'
  const high = within === undefined ? written(scale.high) : `most ${within}`
  const left = textWidth(low) + 6
  const wide = Math.max(2, Math.min(16, (width - left - textWidth(high) - 6) / scale.tokens.length))
  const end = left + scale.tokens.length * wide
  const room = width - end - textWidth(high) - 24
  return (
    <g>
      <ChartText x={0} y={y + 16}>
        {low}
      </ChartText>
      {scale.tokens.map((token, index) => (
        <rect key={token} x={round(left + index * wide)} y={y + 8} width={round(wide)} height={8} fill={ink(token)} />
      ))}
      <ChartText x={end + 6} y={y + 16}>
        {high}
      </ChartText>
      {note !== '' && room > 40 && (
        <ChartText x={width} y={y + 16} anchor="end">
          {fitText(note, room)}
        </ChartText>
      )}
    </g>
  )
}
