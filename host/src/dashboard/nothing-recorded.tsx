import { useQueries } from '@tanstack/react-query'
import type { DashboardCard } from '../api/dashboard-document.ts'
import { useTRPC } from '../api/trpc.ts'
import { useSession } from '../app/session-context.ts'
import { Notice } from '../controls/notice.tsx'
import { CopyableCode } from '../explain/copyable-code.tsx'
import { panelQuery, type PageTime } from '../query/panel-query.ts'
import { firstEventCurl } from './first-event-curl.ts'

/** Says how to begin where no panel of a dashboard ever had a row. Shares the panels' own answers. */
export function NothingRecorded({
  cards,
  time,
}: {
  readonly cards: readonly DashboardCard[]
  readonly time: PageTime
}) {
  const trpc = useTRPC()
  const { tenant, role } = useSession()
  const panels = cards.map((card) => card.panel).filter((panel) => panel !== null)
  const empty = useQueries({
    queries: panels.map((panel) =>
      trpc.metrics.query.queryOptions(panelQuery(panel.query, time), { trpc: { abortOnUnmount: true } }),
    ),
    combine: (answers) =>
      answers.length > 0 && answers.every(({ data }) => data !== undefined && data.meta.watermark === null),
  })
  if (!empty) return null
  const where = role === 'admin' ? 'Make a key under API keys' : 'Ask an admin for an API key'
  return (
    <Notice tone="info" title={`Nothing was recorded for ${tenant.name} yet`}>
      <p>
        The figures are computed from events. {where}, then post the first one and refresh this page to see it counted.
      </p>
      <CopyableCode label="First event" text={firstEventCurl(window.location.origin)} />
    </Notice>
  )
}
