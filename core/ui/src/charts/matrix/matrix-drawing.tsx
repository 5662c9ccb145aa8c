import { builtInViews } from '@tessera/plugin-api'
import { drawView } from '@tessera/plugin-api/web'
import { matrixHits } from './matrix-hits.ts'
import { Matrix } from './matrix.tsx'

const places = [0, 1, 2, 3, 4, 5]

export const matrixDrawing = drawView(builtInViews.matrix, {
  Chart: Matrix,
  hits: matrixHits,
  Skeleton: () => (
    <svg viewBox="0 0 100 40" preserveAspectRatio="none">
      {places.flatMap((x) =>
        places.slice(0, 4).map((y) => <rect key={`${x} ${y}`} x={x * 17} y={y * 10} width={15} height={8} />),
      )}
    </svg>
  ),
  cases: async () => (await import('./matrix-cases.ts')).matrixCases,
})
