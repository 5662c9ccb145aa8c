import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { intervalsHits } from './intervals-hits.ts'
import { Intervals } from './intervals.tsx'

const rows = [
  [30, 30],
  [50, 26],
  [20, 40],
  [48, 34],
] as const

export const intervalsDrawing = drawView(builtInViews.intervals, {
  Chart: Intervals,
  hits: intervalsHits,
  Skeleton: () => (
    <svg viewBox="0 0 100 40" preserveAspectRatio="none">
      {rows.map(([x, width], index) => (
        <rect key={index} x={x} y={index * 10 + 3} width={width} height={3} rx={1} />
      ))}
      <line x1={45} x2={45} y1={0} y2={40} vectorEffect="non-scaling-stroke" />
    </svg>
  ),
  cases: async () => (await import('./intervals-cases.ts')).intervalsCases,
})
