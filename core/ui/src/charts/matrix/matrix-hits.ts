import type { Hit } from '../../tooltip/hit.ts'
import type { PropsOfView } from '../chart-props.ts'
import { heatHits } from '../heat/heat-hits.ts'
import { matrixLayout } from './matrix-layout.ts'

/** One place for each cell, saying its value. */
export function matrixHits(props: PropsOfView<'matrix'>): readonly Hit[] {
  const { frame, locale } = props
  const { cells, size, metric } = matrixLayout(props)
  return heatHits(cells, size, { frame, metric, locale })
}
