import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { SkeletonBars } from '../../card/skeleton-bars.tsx'
import { funnelHits } from './funnel-hits.ts'
import { Funnel } from './funnel.tsx'

const steps = [100, 46, 36, 24]

export const funnelDrawing = drawView(builtInViews.funnel, {
  Chart: Funnel,
  hits: funnelHits,
  Skeleton: () => <SkeletonBars bars={steps.map((width) => [0, width, 30])} gap={26} />,
  cases: async () => (await import('./funnel-cases.ts')).funnelCases,
})
