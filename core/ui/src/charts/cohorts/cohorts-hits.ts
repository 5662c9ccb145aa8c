import type { Hit } from '../../tooltip/hit.ts'
import type { PropsOfView } from '../chart-props.ts'
import { heatHits } from '../heat/heat-hits.ts'
import { cohortsLayout } from './cohorts-layout.ts'

/** One place for each period of each cohort. */
export function cohortsHits(props: PropsOfView<'cohorts'>): readonly Hit[] {
  const { frame, locale } = props
  const { cells, size, metric } = cohortsLayout(props)
  return heatHits(cells, size, { frame, metric, locale })
}
