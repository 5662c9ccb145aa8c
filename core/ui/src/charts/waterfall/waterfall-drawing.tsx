import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { waterfallHits } from './waterfall-hits.ts'
import { Waterfall } from './waterfall.tsx'
import { SkeletonBars } from '../../card/skeleton-bars.tsx'

const bars: readonly (readonly [left: number, width: number, height: number])[] = [
  [0, 60, 18],
  [60, 20, 18],
  [70, 10, 18],
  [0, 70, 18],
]

export const waterfallDrawing = drawView(builtInViews.waterfall, {
  Chart: Waterfall,
  hits: waterfallHits,
  Skeleton: () => <SkeletonBars bars={bars} gap={18} />,
  cases: async () => (await import('./waterfall-cases.ts')).waterfallCases,
})
