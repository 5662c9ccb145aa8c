import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { histogramHits } from './histogram-hits.ts'
import { Histogram } from './histogram.tsx'

const heights = [6, 14, 24, 34, 38, 32, 24, 16, 9, 5]

export const histogramDrawing = drawView(builtInViews.histogram, {
  Chart: Histogram,
  hits: histogramHits,
  Skeleton: () => (
    <svg viewBox="0 0 100 40" preserveAspectRatio="none">
      {heights.map((height, index) => (
        <rect key={index} x={index * 10} y={40 - height} width={9.5} height={height} />
      ))}
    </svg>
  ),
  cases: async () => (await import('./histogram-cases.ts')).histogramCases,
})
