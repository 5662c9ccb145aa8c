import type { PropsOfView } from '../chart-props.ts'
import { ChartSvg } from '../chart-svg.tsx'
import { GridNames } from '../heat/grid-names.tsx'
import { HeatCells } from '../heat/heat-cells.tsx'
import { HeatKey } from '../heat/heat-key.tsx'
import { summarize } from '../summarize.ts'
import { matrixLayout } from './matrix-layout.ts'

/** Cells in rows and columns, the stronger the larger, with their values where there is room. */
export function Matrix(props: PropsOfView<'matrix'>) {
  const { frame, width, height, locale, label, options } = props
  const { cells, size, rows, columns, scale, metric, note, head, bottom } = matrixLayout(props)
  const shade = options?.shade ?? 'all'
  const within = shade === 'all' ? undefined : `of its ${shade}`
  return (
    <ChartSvg width={width} height={height} label={label ?? summarize(frame, locale)}>
      <GridNames rows={rows} columns={columns} head={head} />
      <HeatCells cells={cells} size={size} />
      <HeatKey {...{ scale, frame, metric, locale, width, within, note }} y={bottom} />
    </ChartSvg>
  )
}
