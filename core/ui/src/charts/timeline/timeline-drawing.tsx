import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { timelineHits } from './timeline-hits.ts'
import { Timeline } from './timeline.tsx'

const lanes = [0, 1, 2, 3]

export const timelineDrawing = drawView(builtInViews.timeline, {
  Chart: Timeline,
  hits: timelineHits,
  Skeleton: () => (
    <svg viewBox="0 0 100 40" preserveAspectRatio="none">
      {lanes.map((y) => (
        <rect key={y} x={0} y={y * 10 + 4} width={100} height={1} />
      ))}
      {lanes.map((y) => (
        <rect key={`mark ${y}`} x={20 + y * 18} y={y * 10 + 2} width={2} height={5} rx={1} />
      ))}
    </svg>
  ),
  cases: async () => (await import('./timeline-cases.ts')).timelineCases,
})
