import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { CrosshairProvider } from '@tessera/ui'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { PageHeader } from '../controls/page-header.tsx'
import { AddressNotices, TimeControls } from '../controls/time-controls.tsx'
import { NotFoundPage } from '../pages/not-found-page.tsx'
import { PageLoading } from '../controls/page-loading.tsx'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { usePageTitle } from '../controls/use-page-title.ts'
import { usePageTime } from '../state/use-page-time.ts'
import { useViewState } from '../state/use-view-state.ts'
import { DashboardGrid } from './dashboard-grid.tsx'
import { DashboardOverlays } from './dashboard-overlays.tsx'
import { NothingRecorded } from './nothing-recorded.tsx'

/** One dashboard: its document, and its panels for the range, comparison and zone of the address. */
export function DashboardPage() {
  const { dashboardId = '' } = useParams()
  const trpc = useTRPC()
  const document = useQuery(trpc.dashboards.get.queryOptions({ id: dashboardId }))
  const { state } = useViewState()
  const time = usePageTime(document.data?.range ?? null)
  usePageTitle(document.data?.title ?? 'Dashboard')
  if (document.isPending) return <PageLoading />
  if (document.isError) {
    const problem = problemOf(document.error)
    if (problem.status === 404) return <NotFoundPage />
    return <ProblemNotice problem={problem} onRetry={() => void document.refetch()} />
  }
  const { title, description, cards, firstEvent } = document.data
  const alone = cards.some(({ panel }) => panel !== null && panel.id === state.full)
  return (
    <CrosshairProvider>
      <PageHeader title={title} about={description}>
        <TimeControls time={time} ownRange={state.range === null} />
      </PageHeader>
      <AddressNotices />
      <NothingRecorded cards={cards} firstEvent={firstEvent} time={time} />
      {alone ? null : <DashboardGrid cards={cards} time={time} />}
      <DashboardOverlays cards={cards} time={time} />
    </CrosshairProvider>
  )
}
