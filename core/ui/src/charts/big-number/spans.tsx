import { ink } from '../../theme/ink.ts'
import { fitText, textWidth } from '../../format/text-width.ts'

/** A piece of a line of text; secondary unless toned. */
export interface Span {
  readonly text: string
  readonly tone?: string
  readonly weight?: number
  /** Stands further apart from the span before. */
  readonly apart?: boolean
}

const gapBefore = (span: Span | undefined) => (span?.apart === true ? 14 : 6)

/** Width of spans set side by side. */
export function spansWidth(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + textWidth(span.text) + gapBefore(span), -gapBefore(spans[0]))
}

/** Spans on one line; only the first, cut, where not even they fit. */
export function Spans({
  y,
  spans,
  width,
}: {
  readonly y: number
  readonly spans: readonly Span[]
  readonly width: number
}) {
  const shown = spansWidth(spans) <= width ? spans : spans.slice(0, 1)
  return (
    <text x={0} y={y}>
      {shown.map(({ text, tone = 'secondary', weight, apart = false }, index) => (
        <tspan
          key={index}
          dx={index === 0 ? undefined : gapBefore({ text, apart })}
          fill={ink(tone)}
          fontWeight={weight}
        >
          {fitText(text, width)}
        </tspan>
      ))}
    </text>
  )
}
