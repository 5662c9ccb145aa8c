import type { Hit } from '@tessera/plugin-api/web'
import { metricLines, readFrame } from '@tessera/ui'
import { heatmapLayout, type HeatmapProps } from './heatmap-layout.ts'

/** One place for each cell, saying its value. */
export function heatmapHits(props: HeatmapProps): readonly Hit[] {
  const { frame, locale } = props
  const { cells, width, height } = heatmapLayout(props)
  const { metrics } = readFrame(frame)
  return cells.map(({ x, y, row, title }) => ({
    x,
    y,
    width,
    height,
    title,
    lines: metrics.flatMap((metric) => metricLines(frame, metric, { row, locale })),
  }))
}
