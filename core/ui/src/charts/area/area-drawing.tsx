import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { areaHits } from './area-hits.ts'
import { Areas } from './areas.tsx'

export const areaDrawing = drawView(builtInViews.area, {
  Chart: Areas,
  hits: areaHits,
  picks: 'span',
  Skeleton: () => (
    <svg viewBox="0 0 100 40" preserveAspectRatio="none">
      <path d="M0,28C12,24 18,30 30,22S48,18 60,20S82,8 100,10V40H0Z" fill="var(--t-track)" stroke="none" />
      <path d="M0,36C20,30 40,36 60,30S86,26 100,28" vectorEffect="non-scaling-stroke" />
    </svg>
  ),
  cases: async () => (await import('./area-cases.ts')).areaCases,
})
