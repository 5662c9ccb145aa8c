import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { LineChart } from './line-chart.tsx'
import { lineHits } from './line-hits.ts'
import { LineSkeleton } from './line-skeleton.tsx'

export const lineDrawing = drawView(builtInViews.line, {
  Chart: LineChart,
  hits: lineHits,
  picks: 'span',
  Skeleton: LineSkeleton,
  cases: async () => (await import('./line-cases.ts')).lineCases,
})
