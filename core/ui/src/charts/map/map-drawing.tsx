import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { mapHits } from './map-hits.ts'
import { MapSkeleton } from './map-skeleton.tsx'
import { WorldMap } from './world-map.tsx'

export const mapDrawing = drawView(builtInViews.map, {
  Chart: WorldMap,
  hits: mapHits,
  Skeleton: MapSkeleton,
  cases: async () => (await import('./map-cases.ts')).mapCases,
})
