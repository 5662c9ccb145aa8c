import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { dayGridHits } from './day-grid-hits.ts'
import { DayGrid } from './day-grid.tsx'

const weeks = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]

export const dayGridDrawing = drawView(builtInViews.day_grid, {
  Chart: DayGrid,
  hits: dayGridHits,
  Skeleton: () => (
    <svg viewBox="0 0 96 56" preserveAspectRatio="none">
      {weeks.flatMap((x) =>
        weeks.slice(0, 7).map((y) => <rect key={`${x} ${y}`} x={x * 8} y={y * 8} width={6.5} height={6.5} />),
      )}
    </svg>
  ),
  cases: async () => (await import('./day-grid-cases.ts')).dayGridCases,
})
