import { cellOf } from '../../frame/read-frame.ts'
import type { Hit } from '../../tooltip/hit.ts'
import type { PropsOfView } from '../chart-props.ts'
import { feedLayout } from './feed-layout.ts'

/** One place for each thing that happened, with all its words. */
export function feedHits(props: PropsOfView<'feed'>): readonly Hit[] {
  const { entries, who } = feedLayout(props)
  return entries.map(({ moment, who: name, what, kind, row, y, height }) => ({
    x: 0,
    y,
    width: props.width,
    height,
    title: moment,
    lines: [{ name, value: what }, ...(kind === null ? [] : [{ name: 'Kind', value: kind }])],
    selection: { kind: 'value', column: who.name, value: cellOf(row, who) },
  }))
}
