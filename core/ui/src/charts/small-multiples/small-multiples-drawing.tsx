import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { smallMultiplesHits } from './small-multiples-hits.ts'
import { SmallMultiples } from './small-multiples.tsx'

const places = [0, 1, 2]

export const smallMultiplesDrawing = drawView(builtInViews.small_multiples, {
  Chart: SmallMultiples,
  hits: smallMultiplesHits,
  Skeleton: () => (
    <svg viewBox="0 0 100 40" preserveAspectRatio="none">
      {places.flatMap((x) =>
        [8, 28].map((y) => (
          <path key={`${x} ${y}`} d={`M${x * 34},${y + 6}l8,-3l8,2l8,-6l6,2`} vectorEffect="non-scaling-stroke" />
        )),
      )}
    </svg>
  ),
  cases: async () => (await import('./small-multiples-cases.ts')).smallMultiplesCases,
})
