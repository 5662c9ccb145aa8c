import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { statusGridHits } from './status-grid-hits.ts'
import { StatusGrid } from './status-grid.tsx'

const places = [0, 1, 2, 3]

export const statusGridDrawing = drawView(builtInViews.status_grid, {
  Chart: StatusGrid,
  hits: statusGridHits,
  Skeleton: () => (
    <svg viewBox="0 0 100 40" preserveAspectRatio="none">
      {places.flatMap((x) =>
        places.map((y) => <rect key={`${x} ${y}`} x={x * 25} y={y * 10} width={23} height={8} rx={1} />),
      )}
    </svg>
  ),
  cases: async () => (await import('./status-grid-cases.ts')).statusGridCases,
})
