import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { SkeletonBars } from '../../card/skeleton-bars.tsx'
import { feedHits } from './feed-hits.ts'
import { Feed } from './feed.tsx'

const rows = [80, 100, 60, 90, 70]

export const feedDrawing = drawView(builtInViews.feed, {
  Chart: Feed,
  hits: feedHits,
  Skeleton: () => <SkeletonBars bars={rows.map((width) => [0, width, 12])} gap={18} top={6} />,
  cases: async () => (await import('./feed-cases.ts')).feedCases,
})
