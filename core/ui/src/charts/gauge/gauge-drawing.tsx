import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { gaugeHits } from './gauge-hits.ts'
import { Gauge } from './gauge.tsx'

export const gaugeDrawing = drawView(builtInViews.gauge, {
  Chart: Gauge,
  hits: gaugeHits,
  Skeleton: () => (
    <svg viewBox="0 0 100 60">
      <path d="M20,46A30,30 0 0 1 80,46" strokeWidth={8} stroke="var(--t-track)" />
    </svg>
  ),
  cases: async () => (await import('./gauge-cases.ts')).gaugeCases,
})
