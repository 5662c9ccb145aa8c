import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { Fan } from './fan.tsx'
import { fanHits } from './fan-hits.ts'

export const fanDrawing = drawView(builtInViews.fan, {
  Chart: Fan,
  hits: fanHits,
  picks: 'span',
  Skeleton: () => (
    <svg viewBox="0 0 100 40" preserveAspectRatio="none">
      <path d="M0,24L30,20L60,14L100,2V30L60,26L30,26L0,28Z" />
      <path d="M0,26L30,23L60,20L100,16" vectorEffect="non-scaling-stroke" />
    </svg>
  ),
  cases: async () => (await import('./fan-cases.ts')).fanCases,
})
