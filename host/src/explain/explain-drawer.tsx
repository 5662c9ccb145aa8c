import { Drawer, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { PanelQuery } from '@tessera/plugin-api'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { useFrame } from '../dashboard/use-panel-data.ts'
import { ProblemNotice } from '../pages/problem-notice.tsx'
import { panelQuery, type PageTime } from '../query/panel-query.ts'
import { ExplainAnswer } from './explain-answer.tsx'
import { ExplainMetric } from './explain-metric.tsx'
import { ExplainQuery } from './explain-query.tsx'

/** Everything behind a panel's numbers: what they mean, how and from what they were computed. */
export function ExplainDrawer(props: {
  readonly title: string
  readonly query: PanelQuery
  readonly time: PageTime
  readonly onClose: () => void
}) {
  const { title, query, time, onClose } = props
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      attributes={{ header: { role: 'none' } }}
      size="lg"
      title={`Explain: ${title}`}
      closeButtonProps={{ 'aria-label': 'Close explanation' }}
      transitionProps={{ duration: 0 }}
    >
      <Explained query={query} time={time} />
    </Drawer>
  )
}

function Explained({ query, time }: { readonly query: PanelQuery; readonly time: PageTime }) {
  const trpc = useTRPC()
  const asked = panelQuery(query, time)
  const explanation = useQuery(trpc.metrics.explain.queryOptions(asked, { trpc: { abortOnUnmount: true } }))
  const answer = useFrame(asked)
  if (explanation.isError)
    return <ProblemNotice problem={problemOf(explanation.error)} onRetry={() => void explanation.refetch()} />
  if (explanation.isPending) return <Skeleton h={320} />
  const { metrics, sql, parameters } = explanation.data
  const meta = answer.isError ? undefined : answer.data?.meta
  // why: what several metrics have in common is read before what sets them apart
  const answered = meta === undefined ? null : <ExplainAnswer meta={meta} />
  return (
    <Stack gap="xl" pb="xl">
      {metrics.length > 1 && answered}
      {metrics.map((metric) => (
        <ExplainMetric key={metric.id} metric={metric} currency={meta?.currency} />
      ))}
      {metrics.length === 1 && answered}
      <ExplainQuery sql={sql} parameters={parameters} query={asked} />
    </Stack>
  )
}
