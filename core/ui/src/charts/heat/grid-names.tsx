import { AxisName } from '../axes/axis-name.tsx'
import type { TimeTick } from '../axes/time-ticks.ts'
import { NameText } from '../name-text.tsx'

/** Names beside the rows and above the columns of a grid. */
export function GridNames(props: {
  readonly rows: readonly { readonly y: number; readonly lines: readonly string[] }[]
  readonly columns: readonly TimeTick[]
  /** Upper end of the cells. */
  readonly head?: number
}) {
  const { rows, columns, head = 20 } = props
  return (
    <>
      {rows.map(({ y, lines }) => (
        <NameText key={y} x={0} y={y} lines={lines} />
      ))}
      {columns.map((tick) => (
        <AxisName key={tick.x} tick={tick} y={head - 8} above />
      ))}
    </>
  )
}
