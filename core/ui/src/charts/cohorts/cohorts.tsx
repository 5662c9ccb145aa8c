import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { ChartText } from '../chart-text.tsx'
import { GridNames } from '../heat/grid-names.tsx'
import { HeatCells } from '../heat/heat-cells.tsx'
import { HeatKey } from '../heat/heat-key.tsx'
import { summarize } from '../summarize.ts'
import { cohortsLayout } from './cohorts-layout.ts'

/** Cohorts from above down, with how many they are, and how each went on, period by period. */
export function Cohorts(props: PropsOfView<'cohorts'>) {
  const { frame, width, height, locale, label } = props
  const { cells, size, rows, columns, scale, metric, note, countRight, bottom } = cohortsLayout(props)
  return (
    <ChartSvg width={width} height={height} label={label ?? summarize(frame, locale)}>
      <GridNames rows={rows} columns={columns} />
      {rows.map(({ y, count }) => (
        <ChartText key={y} x={countRight} y={y} anchor="end">
          {count}
        </ChartText>
      ))}
      <HeatCells cells={cells} size={size} />
      <HeatKey {...{ scale, frame, metric, locale, width, note }} y={bottom} />
    </ChartSvg>
  )
}
