import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { SkeletonBars } from '../../card/skeleton-bars.tsx'
import { bigNumberHits } from './big-number-hits.ts'
import { BigNumber } from './big-number.tsx'

export const bigNumberDrawing = drawView(builtInViews.big_number, {
  Chart: BigNumber,
  hits: bigNumberHits,
  Skeleton: () => (
    <SkeletonBars
      bars={[
        [0, 42, 30],
        [0, 64, 12],
        [0, 50, 12],
      ]}
    />
  ),
  cases: async () => (await import('./big-number-cases.ts')).bigNumberCases,
})
