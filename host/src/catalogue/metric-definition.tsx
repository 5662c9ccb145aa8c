import { Accordion, Code, Paper, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DimensionInfo, MetricInfo } from '@tessera/plugin-api/wire'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { useSession } from '../app/session-context.ts'
import { ExplainQuery } from '../explain/explain-query.tsx'
import { FactList } from '../explain/fact-list.tsx'
import { additivityWords, directionWords, tierWords, unitWords, targetWords } from '../explain/metric-words.ts'
import { ProblemNotice } from '../pages/problem-notice.tsx'
import { panelQuery, type PageTime } from '../query/panel-query.ts'

/** Everything declared about a metric, and its SQL when asked for. */
export function MetricDefinition(props: {
  readonly metric: MetricInfo
  readonly dimensions: readonly DimensionInfo[]
  readonly time: PageTime
}) {
  const { metric, dimensions, time } = props
  const { tenant, plugins } = useSession()
  const [open, setOpen] = useState<string | null>(null)
  const titles = new Map(dimensions.map(({ id, title }) => [id, title]))
  const { unit, direction, tier, owner, kind, additivity, version, plugin, status } = metric
  return (
    <Paper withBorder p="md">
      <FactList
        wide
        facts={[
          ['Id', <Code key="id">{metric.id}</Code>],
          ['Unit', unit === 'money' ? `money, in ${tenant.currency}` : unitWords[unit]],
          ['Direction', directionWords[direction]],
          ['Target', targetWords(metric, tenant.currency)],
          ['Tier', tierWords[tier]],
          ['Owner', owner],
          ['Plugin', plugins.find(({ id }) => id === plugin)?.title ?? plugin],
          ['Dimensions', metric.dimensions.map((id) => titles.get(id) ?? id).join(', ') || 'none'],
          ['Kind', kind ?? 'needs a source'],
          ['Combining', additivity === null ? null : additivityWords[additivity]],
          ['Version', `${version}`],
        ]}
      />
      {status === 'live' && (
        <Accordion value={open} onChange={setOpen} variant="default" mt="md" className="definition-sql" order={2}>
          <Accordion.Item value="sql">
            <Accordion.Control>Formula, SQL and how to ask for it</Accordion.Control>
            <Accordion.Panel>{open === 'sql' && <MetricSql id={metric.id} time={time} />}</Accordion.Panel>
          </Accordion.Item>
        </Accordion>
      )}
    </Paper>
  )
}

function MetricSql({ id, time }: { readonly id: string; readonly time: PageTime }) {
  const trpc = useTRPC()
  const query = panelQuery({ metrics: [id] }, time)
  const explanation = useQuery(trpc.metrics.explain.queryOptions(query, { trpc: { abortOnUnmount: true } }))
  if (explanation.isPending) return <Skeleton h={160} />
  if (explanation.isError)
    return <ProblemNotice problem={problemOf(explanation.error)} onRetry={() => void explanation.refetch()} />
  const { metrics, sql, parameters } = explanation.data
  return (
    <>
      <FactList
        facts={metrics.map(
          ({ formula }) =>
            [
              'Formula',
              <Code key="formula" className="formula">
                {formula}
              </Code>,
            ] as const,
        )}
      />
      <ExplainQuery sql={sql} parameters={parameters} query={query} />
    </>
  )
}
