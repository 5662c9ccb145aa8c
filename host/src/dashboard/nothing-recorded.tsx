import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import type { DashboardCard } from '../api/dashboard-document.ts'
import { useTRPC } from '../api/trpc.ts'
import { useSession } from '../app/session-context.ts'
import { Notice } from '../controls/notice.tsx'
import { CopyableCode } from '../explain/copyable-code.tsx'
import { panelQuery, type PageTime } from '../query/panel-query.ts'
import { isBare } from './is-bare.ts'
import { firstEventCurl, randomUuid } from './first-event-curl.ts'

/** Says how to begin where a dashboard has next to nothing to count. Shares the panels' own answers. */
export function NothingRecorded({
  cards,
  time,
}: {
  readonly cards: readonly DashboardCard[]
  readonly time: PageTime
}) {
  const trpc = useTRPC()
  const { tenant, role } = useSession()
  const [ids] = useState(() => ({ id: randomUuid(), userId: randomUuid() }))
  const panels = cards.map((card) => card.panel).filter((panel) => panel !== null)
  const bare = useQueries({
    queries: panels.map((panel) =>
      trpc.metrics.query.queryOptions(panelQuery(panel.query, time), { trpc: { abortOnUnmount: true } }),
    ),
    combine: (answers) => {
      const frames = answers.flatMap(({ data }, index) =>
        data === undefined ? [] : [{ headline: panels[index]?.view === 'big_number', frame: data }],
      )
      return frames.length === panels.length && frames.length > 0 && isBare(frames)
    },
  })
  if (!bare) return null
  const where = role === 'admin' ? 'Make a key under API keys' : 'Ask an admin for an API key'
  return (
    <Notice tone="info" title={`There is next to nothing to count for ${tenant.name} yet`}>
      <p>
        The figures are computed from events. {where}, then post the first one and refresh this page to see it counted.
      </p>
      <CopyableCode
        label="First event"
        text={firstEventCurl({ origin: window.location.origin, now: time.now, ...ids })}
      />
    </Notice>
  )
}
