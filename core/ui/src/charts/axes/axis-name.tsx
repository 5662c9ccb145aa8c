import { ChartText, round } from '../chart-text.tsx'
import { nameLine } from '../name-column.ts'
import { slant } from './cross-names.ts'
import type { TimeTick } from './time-ticks.ts'

/** A name below its place on an axis, or above a column; `y` is where its first line stands. */
export function AxisName(props: {
  readonly tick: TimeTick
  readonly y: number
  /** It stands above: its last line at `y`. */
  readonly above?: boolean
}) {
  const { tick, y, above = false } = props
  const { x, text, anchor, lines = [text], slanted = false } = tick
  if (slanted)
    return (
      <g transform={`translate(${round(x + 4)} ${round(above ? y : y - 8)}) rotate(${above ? slant : -slant})`}>
        <ChartText x={0} y={above ? 0 : 4} anchor="end">
          {text}
        </ChartText>
      </g>
    )
  const top = above ? y - (lines.length - 1) * nameLine : y
  return lines.map((one, index) => (
    <ChartText key={index} x={x} y={top + index * nameLine} anchor={anchor}>
      {one}
    </ChartText>
  ))
}
