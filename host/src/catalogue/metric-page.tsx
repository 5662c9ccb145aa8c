import { Anchor, SimpleGrid, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { CrosshairProvider } from '@tessera/ui'
import type { DimensionInfo, MetricInfo } from '@tessera/plugin-api/wire'
import type { ResolvedPanel } from '../api/dashboard-document.ts'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { Notice } from '../controls/notice.tsx'
import { PageHeader } from '../controls/page-header.tsx'
import { AddressNotices, TimeControls } from '../controls/time-controls.tsx'
import { DashboardOverlays } from '../dashboard/dashboard-overlays.tsx'
import { LivePanel } from '../dashboard/panel-card.tsx'
import { NotFoundPage } from '../pages/not-found-page.tsx'
import { PageLoading } from '../pages/page-loading.tsx'
import { ProblemNotice } from '../pages/problem-notice.tsx'
import { usePageTitle } from '../pages/use-page-title.ts'
import type { PageTime } from '../query/panel-query.ts'
import { usePageTime } from '../state/use-page-time.ts'
import { useCarriedSearch, useViewState } from '../state/use-view-state.ts'
import { MetricDefinition } from './metric-definition.tsx'
import { metricPanels } from './metric-panels.ts'

/** One metric: what it means, how it moves, how it splits, and its SQL. */
export function MetricPage() {
  const { metricId = '' } = useParams()
  const trpc = useTRPC()
  const { state } = useViewState()
  const time = usePageTime(null)
  const search = useCarriedSearch()
  const metric = useQuery(trpc.catalogue.metric.queryOptions({ id: metricId }))
  const dimensions = useQuery(trpc.catalogue.dimensions.queryOptions())
  usePageTitle(metric.data?.title ?? 'Metric')
  if (metric.isPending || dimensions.isPending) return <PageLoading />
  if (metric.isError) {
    const problem = problemOf(metric.error)
    if (problem.status === 404) return <NotFoundPage />
    return <ProblemNotice problem={problem} onRetry={() => void metric.refetch()} />
  }
  const live = metric.data.status === 'live'
  return (
    <CrosshairProvider>
      <Anchor component={Link} to={{ pathname: '/catalogue', search }} size="sm">
        ‹ Catalogue
      </Anchor>
      <PageHeader title={metric.data.title} about={metric.data.description}>
        {live && <TimeControls time={time} ownRange={state.range === null} />}
      </PageHeader>
      <AddressNotices />
      <Stack gap="lg">
        <MetricDefinition metric={metric.data} dimensions={dimensions.data ?? []} time={time} />
        {live ? (
          <Charts metric={metric.data} dimensions={dimensions.data ?? []} time={time} />
        ) : (
          <Notice tone="warn" title="This metric needs a source">
            <p>
              It is declared, but nothing computes it yet. A plugin that supplies it has to be added; an admin can look
              under Plugins which are there.
            </p>
          </Notice>
        )}
      </Stack>
    </CrosshairProvider>
  )
}

function Charts(props: {
  readonly metric: MetricInfo
  readonly dimensions: readonly DimensionInfo[]
  readonly time: PageTime
}) {
  const { metric, dimensions, time } = props
  const { course, breakdowns } = metricPanels(metric, dimensions)
  const place = (panel: ResolvedPanel) => ({ panelId: panel.id, x: 0, y: 0, w: 24, h: 8, panel, missing: null })
  return (
    <>
      <section aria-labelledby="course">
        <Title order={2} size="h4" mb="sm" id="course">
          Over time
        </Title>
        <div className="metric-course">
          <LivePanel panel={course} time={time} />
        </div>
      </section>
      {breakdowns.length > 0 && (
        <section aria-labelledby="breakdowns">
          <Title order={2} size="h4" mb="sm" id="breakdowns">
            By dimension
          </Title>
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
            {breakdowns.map((panel) => (
              <div key={panel.id} className="metric-breakdown">
                <LivePanel panel={panel} time={time} />
              </div>
            ))}
          </SimpleGrid>
        </section>
      )}
      <DashboardOverlays cards={[course, ...breakdowns].map(place)} time={time} />
    </>
  )
}
