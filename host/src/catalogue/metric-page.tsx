import { Anchor, SimpleGrid, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import type { MetricQuery } from '@tessera/plugin-api/wire'
import { CrosshairProvider } from '@tessera/ui'
import type { ResolvedPanel } from '../api/dashboard-document.ts'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { Notice } from '../controls/notice.tsx'
import { PageHeader } from '../controls/page-header.tsx'
import { AddressNotices, TimeControls } from '../controls/time-controls.tsx'
import { DashboardOverlays } from '../dashboard/dashboard-overlays.tsx'
import { LivePanel } from '../dashboard/panel-card.tsx'
import { NotFoundPage } from '../pages/not-found-page.tsx'
import { PageLoading } from '../controls/page-loading.tsx'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { usePageTitle } from '../controls/use-page-title.ts'
import type { PageTime } from '@tessera/registry/web'
import { usePageTime } from '../state/use-page-time.ts'
import { useCarriedSearch, useViewState } from '../state/use-view-state.ts'
import { MetricComputation } from './metric-computation.tsx'
import { MetricDefinition } from './metric-definition.tsx'
import { MetricFixtures } from './metric-fixtures.tsx'
import { metricPanels } from './metric-panels.ts'
import { MetricTreeView } from '../explain/metric-tree.tsx'
import { MetricTargets } from '../targets/metric-targets.tsx'
import { MetricUses } from './metric-uses.tsx'

/** One metric: what it means, how it moves, how it is computed, worked examples, where it is shown, how it splits. */
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
  const details = metric.data
  const known = dimensions.data ?? []
  const live = details.status === 'live'
  const { course, breakdowns } = metricPanels(details, known)
  return (
    <CrosshairProvider>
      <Anchor component={Link} to={{ pathname: '/catalogue', search }} size="sm">
        ‹ Catalogue
      </Anchor>
      <PageHeader title={details.title} about={details.description}>
        {live && <TimeControls time={time} ownRange={state.range === null} />}
      </PageHeader>
      <AddressNotices />
      <Stack gap="lg">
        <MetricDefinition metric={details} dimensions={known} />
        {live ? <Course course={course} time={time} /> : <NeedsSource needs={details.needs ?? []} />}
        {live && (details.kind === 'ratio' || details.kind === 'derived') && (
          <Section id="tree" title="What it is made of">
            <MetricTreeView query={treeQuery(metricId, time)} />
          </Section>
        )}
        {live && (
          <Section id="targets" title="Targets">
            <MetricTargets metric={details} dimensions={known} />
          </Section>
        )}
        {live && (
          <Section id="computation" title="How it is computed">
            <MetricComputation metric={details} />
          </Section>
        )}
        {details.fixtures.length > 0 && (
          <Section id="examples" title="Worked examples">
            <MetricFixtures metric={details} fixtures={details.fixtures} dimensions={known} />
          </Section>
        )}
        {details.uses.length > 0 && (
          <Section id="uses" title="Where it is shown">
            <MetricUses uses={details.uses} />
          </Section>
        )}
        {live && <Breakdowns breakdowns={breakdowns} time={time} />}
        {live && <DashboardOverlays cards={[course, ...breakdowns].map(place)} time={time} />}
      </Stack>
    </CrosshairProvider>
  )
}

const place = (panel: ResolvedPanel) => ({ panelId: panel.id, x: 0, y: 0, w: 24, h: 8, panel, missing: null })

function treeQuery(id: string, { range, compare, timeZone, segments, now }: PageTime): MetricQuery {
  return {
    metrics: [{ id }],
    time: { range, timeZone, now },
    compare: [...compare],
    ...(segments.length === 0 ? {} : { segments: [...segments] }),
  }
}

function Section(props: { readonly id: string; readonly title: string; readonly children: ReactNode }) {
  const { id, title, children } = props
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h4" mb="sm" id={id}>
        {title}
      </Title>
      {children}
    </section>
  )
}

function NeedsSource({ needs }: { readonly needs: readonly string[] }) {
  return (
    <Notice tone="warn" title="This metric needs a source">
      {needs.length === 0 ? (
        <p>
          It is declared, but nothing computes it yet. A plugin that supplies it has to be added; an admin can look
          under Plugins which are there.
        </p>
      ) : (
        <p>
          It can be computed once this tenant has {needs.length === 1 ? 'the plugin' : 'the plugins'} {needs.join(', ')}
          . An admin can enable it under Plugins, or see there why it is missing.
        </p>
      )}
    </Notice>
  )
}

function Course({ course, time }: { readonly course: ResolvedPanel; readonly time: PageTime }) {
  return (
    <Section id="course" title="Over time">
      <div className="metric-course">
        <LivePanel panel={course} time={time} />
      </div>
    </Section>
  )
}

function Breakdowns(props: { readonly breakdowns: readonly ResolvedPanel[]; readonly time: PageTime }) {
  const { breakdowns, time } = props
  if (breakdowns.length === 0) return null
  return (
    <Section id="breakdowns" title="By dimension">
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        {breakdowns.map((panel) => (
          <div key={panel.id} className="metric-breakdown">
            <LivePanel panel={panel} time={time} />
          </div>
        ))}
      </SimpleGrid>
    </Section>
  )
}
