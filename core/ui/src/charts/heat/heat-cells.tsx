import { ink } from '../../theme/ink.ts'
import { ChartText, round } from '../chart-text.tsx'
import type { CellSize, HeatCell } from './heat-cell.ts'

/** Cells in their colours, with their values where there is room. */
export function HeatCells({ cells, size }: { readonly cells: readonly HeatCell[]; readonly size: CellSize }) {
  const gap = size.width > 6 && size.height > 6 ? 2 : size.width > 3 ? 1 : 0
  const place = { width: round(Math.max(0.5, size.width - gap)), height: round(Math.max(0.5, size.height - gap)) }
  return cells.map(({ key, x, y, token, text, partial }) => (
    <g key={key}>
      <rect
        x={round(token === null ? x + 0.5 : x)}
        y={round(token === null ? y + 0.5 : y)}
        width={token === null ? Math.max(0.5, place.width - 1) : place.width}
        height={token === null ? Math.max(0.5, place.height - 1) : place.height}
        rx={gap === 2 ? 2 : 0}
        fill={token === null ? 'none' : ink(token)}
        stroke={token === null ? ink('grid') : partial ? ink('faint') : undefined}
        strokeDasharray={partial && token !== null ? '2 2' : undefined}
      />
      {text !== '' && token !== null && (
        <ChartText x={x + place.width / 2} y={y + place.height / 2 + 4} tone={`on-${token}`} anchor="middle">
          {text}
        </ChartText>
      )}
    </g>
  ))
}
