import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { SkeletonBars } from '../../card/skeleton-bars.tsx'
import { rankedBarHits } from './ranked-bar-hits.ts'
import { RankedBar } from './ranked-bar.tsx'

const bars = [92, 64, 40, 22, 12]

export const rankedBarDrawing = drawView(builtInViews.ranked_bar, {
  Chart: RankedBar,
  hits: rankedBarHits,
  Skeleton: () => <SkeletonBars bars={bars.map((width) => [0, width, 18])} gap={16} />,
  cases: async () => (await import('./ranked-bar-cases.ts')).rankedBarCases,
})
