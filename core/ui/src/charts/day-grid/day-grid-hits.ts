import type { Hit } from '../../tooltip/hit.ts'
import { rangeOf } from '../axes/range-of.ts'
import type { PropsOfView } from '../chart-props.ts'
import { heatHits } from '../heat/heat-hits.ts'
import { dayGridLayout } from './day-grid-layout.ts'

/** One place for each period; picking it narrows the range to it. */
export function dayGridHits(props: PropsOfView<'day_grid'>): readonly Hit[] {
  const { frame, locale } = props
  const { cells, size, metric, buckets } = dayGridLayout(props)
  return heatHits(cells, size, { frame, metric, locale }).map((hit, index) => ({
    ...hit,
    selection: rangeOf(frame, buckets, index),
  }))
}
