import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { Donut } from './donut.tsx'
import { donutHits } from './donut-hits.ts'

export const donutDrawing = drawView(builtInViews.donut, {
  Chart: Donut,
  hits: donutHits,
  Skeleton: () => (
    <svg viewBox="0 0 100 60">
      <circle cx={32} cy={30} r={20} strokeWidth={9} stroke="var(--t-track)" />
      {[18, 28, 38].map((y) => (
        <rect key={y} x={62} y={y} width={30} height={5} rx={1} />
      ))}
    </svg>
  ),
  cases: async () => (await import('./donut-cases.ts')).donutCases,
})
