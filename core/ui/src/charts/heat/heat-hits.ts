import type { Frame } from '@tessera/plugin-api/wire'
import type { MetricColumn } from '../../frame/read-frame.ts'
import type { Hit } from '../../tooltip/hit.ts'
import { metricLines } from '../metric-lines.ts'
import type { CellSize, HeatCell } from './heat-cell.ts'

/** One place for each cell, saying all there is of its value. */
export function heatHits(
  cells: readonly HeatCell[],
  size: CellSize,
  {
    frame,
    metric,
    locale,
  }: { readonly frame: Frame; readonly metric: MetricColumn; readonly locale: string | undefined },
): readonly Hit[] {
  return cells.map(({ x, y, row, title, partial }) => ({
    x,
    y,
    ...size,
    title: partial ? `${title} (incomplete)` : title,
    lines: metricLines(frame, metric, { row, locale, partial }),
    dots: [],
  }))
}
