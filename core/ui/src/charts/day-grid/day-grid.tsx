import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { GridNames } from '../heat/grid-names.tsx'
import { HeatCells } from '../heat/heat-cells.tsx'
import { HeatKey } from '../heat/heat-key.tsx'
import { summarize } from '../summarize.ts'
import { dayGridLayout } from './day-grid-layout.ts'

/** A square for each day, weeks side by side. */
export function DayGrid(props: PropsOfView<'day_grid'>) {
  const { frame, width, height, locale, label } = props
  const { cells, size, rows, columns, scale, metric, bottom } = dayGridLayout(props)
  return (
    <ChartSvg width={width} height={height} label={label ?? summarize(frame, locale)}>
      <GridNames rows={rows} columns={columns} />
      <HeatCells cells={cells} size={size} />
      <HeatKey {...{ scale, frame, metric, locale, width }} y={bottom} note="" />
    </ChartSvg>
  )
}
