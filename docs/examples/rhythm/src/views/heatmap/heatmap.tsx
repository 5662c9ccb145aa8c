import { ChartSvg, ChartText, fitText, ink, summarize, textWidth } from '@tessera/ui'
import { heatmapLayout, type HeatmapProps } from './heatmap-layout.ts'

/** Cells in rows and columns, the darker the larger. */
export function Heatmap(props: HeatmapProps) {
  const { frame, width, height, locale } = props
  const { cells, rows, columns, left, ...cell } = heatmapLayout(props)
  // why: names that would run into each other are written at every second or third column
  const written = Math.ceil(Math.max(0, ...columns.map(({ name }) => textWidth(name) + 6)) / cell.width)
  return (
    <ChartSvg width={width} height={height} label={summarize(frame, locale)}>
      {rows.map(({ name, y }) => (
        <ChartText key={name} x={0} y={y + cell.height / 2 + 4}>
          {fitText(name, left - 8)}
        </ChartText>
      ))}
      {cells.map(({ x, y, shade, title }) => (
        <rect
          key={title}
          x={Math.round(x)}
          y={Math.round(y)}
          width={Math.max(1, Math.floor(cell.width) - 1)}
          height={Math.max(1, Math.floor(cell.height) - 1)}
          fill={shade === null ? 'none' : ink('accent')}
          fillOpacity={shade === null ? undefined : 0.06 + shade * 0.94}
          stroke={shade === null ? ink('grid') : undefined}
        />
      ))}
      {columns
        .filter((_, at) => at % written === 0)
        .map(({ name, x }) => (
          <ChartText key={name} x={x} y={height - 5}>
            {fitText(name, Math.min(cell.width * written, width - x))}
          </ChartText>
        ))}
    </ChartSvg>
  )
}
