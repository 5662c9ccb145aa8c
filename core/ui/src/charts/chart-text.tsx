import { ink } from '../theme/ink.ts'

/** A line of text in a chart, 12 px and secondary unless told otherwise. */
export function ChartText(props: {
  readonly x: number
  readonly y: number
  readonly children: string
  readonly size?: number
  readonly weight?: number
  readonly tone?: string
  readonly anchor?: 'start' | 'middle' | 'end'
}) {
  const { x, y, children, size = 12, weight, tone = 'secondary', anchor } = props
  const fill = tone.startsWith('#') || tone.startsWith('var(') ? tone : ink(tone)
  return (
    <text
      x={round(x)}
      y={round(y)}
      fontSize={size === 12 ? undefined : size}
      fontWeight={weight}
      fill={fill}
      textAnchor={anchor === 'start' ? undefined : anchor}
      // why: tabular figures come with a hyphen as wide as a figure, which tears words apart
      style={/\p{L}-\p{L}/u.test(children) ? { fontVariantNumeric: 'normal' } : undefined}
    >
      {children}
    </text>
  )
}

/** Rounds a coordinate to a tenth of a pixel, to keep markup short and the same on every machine. */
export function round(value: number): number {
  return Math.round(value * 10) / 10
}
