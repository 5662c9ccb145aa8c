import { useQueries } from '@tanstack/react-query'
import type { DashboardCard, DashboardDocument } from '../api/dashboard-document.ts'
import { useFrameOptions } from '../api/use-frame.ts'
import { panelQuery, type PageTime } from '@tessera/registry/web'
import { isBare } from './is-bare.ts'
import { FirstEvent } from './first-event.tsx'

/** Says how to begin where a dashboard has next to nothing to count. Shares the panels' own answers. */
export function NothingRecorded({
  cards,
  firstEvent,
  time,
}: Pick<DashboardDocument, 'firstEvent'> & {
  readonly cards: readonly DashboardCard[]
  readonly time: PageTime
}) {
  const options = useFrameOptions()
  const panels = cards.map((card) => card.panel).filter((panel) => panel !== null)
  const bare = useQueries({
    queries: panels.map((panel) => options(panelQuery(panel, time))),
    combine: (answers) => {
      const frames = answers.flatMap(({ data }, index) =>
        data === undefined ? [] : [{ headline: panels[index]?.view === 'big_number', frame: data }],
      )
      return frames.length === panels.length && frames.length > 0 && isBare(frames)
    },
  })
  // why: that few belong to a segment says nothing of what was recorded
  return bare && firstEvent !== null && time.segments.length === 0 ? <FirstEvent told={firstEvent} time={time} /> : null
}
