import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { cohortsHits } from './cohorts-hits.ts'
import { Cohorts } from './cohorts.tsx'

const places = [0, 1, 2, 3, 4]

export const cohortsDrawing = drawView(builtInViews.cohorts, {
  Chart: Cohorts,
  hits: cohortsHits,
  Skeleton: () => (
    <svg viewBox="0 0 100 40" preserveAspectRatio="none">
      {places.flatMap((y) =>
        places.slice(y).map((_, x) => <rect key={`${x} ${y}`} x={x * 20} y={y * 8} width={18} height={6} />),
      )}
    </svg>
  ),
  cases: async () => (await import('./cohorts-cases.ts')).cohortsCases,
})
