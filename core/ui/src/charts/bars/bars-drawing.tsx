import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { Bars } from './bars.tsx'
import { barsHits } from './bars-hits.ts'

const heights = [14, 20, 17, 26, 30, 24, 34, 31]

export const barsDrawing = drawView(builtInViews.bars, {
  Chart: Bars,
  hits: barsHits,
  picks: 'span',
  Skeleton: () => (
    <svg viewBox="0 0 100 40" preserveAspectRatio="none">
      {heights.map((height, index) => (
        <rect key={index} x={index * 12.5 + 2} y={40 - height} width={9} height={height} />
      ))}
    </svg>
  ),
  cases: async () => (await import('./bars-cases.ts')).barsCases,
})
