import { ChartText } from '../chart-text.tsx'
import type { TimeTick } from '../axes/time-ticks.ts'

/** Names beside the rows and above the columns of a grid. */
export function GridNames(props: {
  readonly rows: readonly { readonly y: number; readonly text: string }[]
  readonly columns: readonly TimeTick[]
}) {
  const { rows, columns } = props
  return (
    <>
      {rows.map(({ y, text }) => (
        <ChartText key={y} x={0} y={y} tone="text">
          {text}
        </ChartText>
      ))}
      {columns.map(({ x, text, anchor }) => (
        <ChartText key={x} x={x} y={12} anchor={anchor}>
          {text}
        </ChartText>
      ))}
    </>
  )
}
