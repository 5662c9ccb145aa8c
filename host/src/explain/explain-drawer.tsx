import { Drawer, Skeleton, Stack } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { comparisonWords } from '@tessera/ui'
import type { Frame, MetricQuery } from '@tessera/plugin-api/wire'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { useFrame } from '../api/use-frame.ts'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { panelQuery, type AskedPanel, type PageTime } from '@tessera/registry/web'
import { useViewState } from '../state/use-view-state.ts'
import { ExplainAnswer } from './explain-answer.tsx'
import { ExplainMetric } from './explain-metric.tsx'
import { ExplainNumber } from './explain-number.tsx'
import { ExplainRules, ExplainSourcesOff } from './explain-rules.tsx'
import { ExplainQuery } from './explain-query.tsx'
import { MetricTreeView } from './metric-tree.tsx'
import { pickCell, type PickedCell } from './pick-cells.ts'
import { RowsView } from './rows-view.tsx'
import { WhatChanged } from './what-changed.tsx'

/** Everything behind a panel's numbers: what they mean, how and from what they were computed. */
export function ExplainDrawer(props: {
  readonly panel: AskedPanel & { readonly title: string }
  readonly time: PageTime
  readonly onClose: () => void
}) {
  const { panel, time, onClose } = props
  const { state } = useViewState()
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      attributes={{ header: { role: 'none' } }}
      size={state.rows ? 'xl' : 'lg'}
      title={`Explain: ${panel.title}`}
      closeButtonProps={{ 'aria-label': 'Close explanation' }}
      transitionProps={{ duration: 0 }}
    >
      <Explained title={panel.title} asked={panelQuery(panel, time)} />
    </Drawer>
  )
}

/** The number of the answer that is looked at, with the part of it the address names. */
function usePicked(frame: Frame | undefined): PickedCell | null {
  const { state } = useViewState()
  const picked = frame === undefined ? null : pickCell(frame, state.cell)
  const { part } = state.cell ?? {}
  return picked && part !== undefined ? { ...picked, at: { ...picked.at, part } } : picked
}

function Explained({ title, asked }: { readonly title: string; readonly asked: MetricQuery }) {
  const trpc = useTRPC()
  const { state, update } = useViewState()
  const answer = useFrame(asked)
  const frame = answer.isError ? undefined : answer.data
  const picked = usePicked(frame)
  const question = picked === null ? asked : { ...asked, at: picked.at }
  const explanation = useQuery(
    trpc.metrics.explain.queryOptions(question, {
      enabled: !answer.isPending,
      placeholderData: keepPreviousData,
      trpc: { abortOnUnmount: true },
    }),
  )
  if (frame && picked && state.rows) {
    const words = [picked.column.title, picked.place].filter((part) => part !== '').join(' · ')
    const back = () => update({ rows: false })
    return <RowsView title={words || title} query={asked} at={picked.at} meta={frame.meta} onBack={back} />
  }
  if (explanation.isError)
    return <ProblemNotice problem={problemOf(explanation.error)} onRetry={() => void explanation.refetch()} />
  if (explanation.isPending) return <Skeleton h={320} />
  const { metrics, sql, parameters, cell } = explanation.data
  const meta = frame?.meta
  // why: what several metrics have in common is read before what sets them apart
  const answered = frame === undefined ? null : <ExplainAnswer frame={frame} query={asked} />
  return (
    <Stack gap="xl" pb="xl" className="explained">
      {frame && picked && (
        <ExplainNumber
          frame={frame}
          picked={picked}
          cell={explanation.isPlaceholderData ? undefined : cell}
          onPick={(at) => update({ cell: at })}
          onRows={() => update({ cell: picked.at, rows: true, explain: state.explain })}
        />
      )}
      {frame && picked && <Changes frame={frame} picked={picked} asked={asked} />}
      {picked && <MadeOf metrics={metrics} name={picked.at.metric} asked={asked} />}
      {frame && <ExplainSourcesOff meta={frame.meta} />}
      {frame && <ExplainRules meta={frame.meta} metrics={metrics} query={asked} />}
      {metrics.length > 1 && answered}
      {metrics.map((metric) => (
        <ExplainMetric key={metric.id} metric={metric} currency={meta?.currency} />
      ))}
      {metrics.length === 1 && answered}
      <ExplainQuery sql={sql} parameters={parameters} query={asked} />
    </Stack>
  )
}

/** Shown when something is compared: against the comparison looked at, else the first one. */
function Changes(props: { readonly frame: Frame; readonly picked: PickedCell; readonly asked: MetricQuery }) {
  const { frame, picked, asked } = props
  const { metric } = picked.at
  const column = frame.columns.find(
    ({ role, name, comparison }) =>
      role === 'comparison' &&
      comparison !== undefined &&
      comparison !== 'target' &&
      name === `${metric}:${picked.at.comparison ?? comparison}`,
  )
  if (column?.comparison === undefined) return null
  const words = comparisonWords(frame, column as never)
  return <WhatChanged query={asked} metric={metric} comparison={column.comparison} comparedWith={words} />
}

/** What the metric looked at is made of, asked for when it is opened. */
function MadeOf(props: {
  readonly metrics: readonly { readonly id: string; readonly kind: string | null }[]
  readonly name: string
  readonly asked: MetricQuery
}) {
  const { metrics, name, asked } = props
  const [isOpen, setOpen] = useState(false)
  const metric = asked.metrics.find(({ id, as }) => (as ?? id) === name)
  const kind = metrics.find(({ id }) => id === metric?.id)?.kind
  if (metric === undefined || (kind !== 'ratio' && kind !== 'derived')) return null
  const { time, filters, segments, compare, rules } = asked
  const query = { metrics: [metric], time, filters, segments, compare, rules }
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>What it is made of</summary>
      {isOpen && <MetricTreeView query={query} />}
    </details>
  )
}
