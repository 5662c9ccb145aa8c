import { drawView } from '@tessera/plugin-api/web'
import { SkeletonBars } from '@tessera/ui'
import { heatmapHits } from './heatmap-hits.ts'
import { heatmapView } from './heatmap-view.ts'
import { Heatmap } from './heatmap.tsx'

const rows = [100, 100, 100, 100, 100, 100, 100]

export default drawView(heatmapView, {
  Chart: Heatmap,
  hits: heatmapHits,
  Skeleton: () => <SkeletonBars bars={rows.map((width) => [0, width, 20])} gap={6} />,
  cases: async () => (await import('./heatmap-cases.ts')).heatmapCases,
})
