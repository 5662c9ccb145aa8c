import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { scatterHits } from './scatter-hits.ts'
import { Scatter } from './scatter.tsx'

const points = [
  [10, 40],
  [22, 34],
  [30, 38],
  [42, 26],
  [54, 30],
  [63, 18],
  [78, 20],
  [90, 8],
] as const

export const scatterDrawing = drawView(builtInViews.scatter, {
  Chart: Scatter,
  hits: scatterHits,
  Skeleton: () => (
    <svg viewBox="0 0 100 50">
      {points.map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r={2.5} fill="var(--t-track)" stroke="none" />
      ))}
    </svg>
  ),
  cases: async () => (await import('./scatter-cases.ts')).scatterCases,
})
