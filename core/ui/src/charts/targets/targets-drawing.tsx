import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { SkeletonBars } from '../../card/skeleton-bars.tsx'
import { targetsHits } from './targets-hits.ts'
import { Targets } from './targets.tsx'

const rows = [100, 100, 100, 100]

export const targetsDrawing = drawView(builtInViews.targets, {
  Chart: Targets,
  hits: targetsHits,
  Skeleton: () => <SkeletonBars bars={rows.map((width) => [0, width, 10])} gap={30} top={20} />,
  cases: async () => (await import('./targets-cases.ts')).targetsCases,
})
