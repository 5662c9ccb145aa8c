import { ChartText } from './chart-text.tsx'
import { nameLine } from './name-column.ts'

/** A name on as many lines as it takes; `y` is where a single one would stand, which is the middle of several. */
export function NameText(props: {
  readonly x: number
  readonly y: number
  readonly lines: readonly string[]
  readonly size?: number
  readonly weight?: number
}) {
  const { lines, y, ...text } = props
  const top = y - ((lines.length - 1) * nameLine) / 2
  return lines.map((line, index) => (
    <ChartText key={index} {...text} y={top + index * nameLine} tone="text">
      {line}
    </ChartText>
  ))
}
