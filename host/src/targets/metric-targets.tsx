import { Button, Paper, Skeleton, Stack, Table, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DimensionInfo, MetricInfo, SetTarget } from '@tessera/plugin-api/wire'
import { formatTarget } from '@tessera/ui'
import { useWhoAndWhen } from '../admin/use-who-and-when.ts'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { notifyDone, notifyProblem } from '../controls/notify.ts'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { useSession } from '../session/session-context.ts'
import { NewTargetForm } from './new-target-form.tsx'
import { partWords, periodWords } from './target-words.ts'

/** The targets that a tenant set for periods of a metric, who changed them, and for who may a form to set one. */
export function MetricTargets(props: { readonly metric: MetricInfo; readonly dimensions: readonly DimensionInfo[] }) {
  const { metric, dimensions } = props
  const trpc = useTRPC()
  const queries = useQueryClient()
  const whoAndWhen = useWhoAndWhen()
  const { tenant, scopes } = useSession()
  const [serial, setSerial] = useState(0)
  const targets = useQuery(trpc.targets.list.queryOptions({ metric: metric.id }))
  const changes = useQuery(trpc.targets.changes.queryOptions({ metric: metric.id }))
  const set = useMutation(
    trpc.targets.set.mutationOptions({
      onSuccess: async ({ removed }) => {
        notifyDone(removed > 0 ? 'The target is removed.' : 'The target is set. Answers count it from now on.')
        setSerial((last) => last + 1)
        await queries.invalidateQueries({ queryKey: trpc.targets.pathKey() })
        await queries.invalidateQueries({ queryKey: trpc.metrics.pathKey() })
      },
      onError: notifyProblem,
    }),
  )
  if (targets.isError)
    return <ProblemNotice problem={problemOf(targets.error)} onRetry={() => void targets.refetch()} />
  if (targets.isPending) return <Skeleton h={96} />
  const mayWrite = scopes.includes('targets:write')
  const written = (target: SetTarget['target']) =>
    formatTarget(target, { unit: metric.unit, currency: tenant.currency })
  return (
    <Stack gap="md">
      {targets.data.length === 0 ? (
        <Text c="dimmed" size="sm">
          None is set for a period.{' '}
          {metric.target === null
            ? 'The metric has no other target.'
            : `The one of the metric counts: ${written(metric.target)}.`}
        </Text>
      ) : (
        <Table.ScrollContainer type="native" minWidth={480} className="panel-box stacked">
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                {['Period', 'Of', 'Target', 'Set', ''].map((head) => (
                  <Table.Th key={head}>{head === '' ? <span className="hidden-words">Remove</span> : head}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {targets.data.map((one) => (
                <Table.Tr key={`${one.dimension} ${one.value} ${one.from}`}>
                  <Table.Td>{periodWords(one)}</Table.Td>
                  <Table.Td data-label="Of">{partWords(one, dimensions)}</Table.Td>
                  <Table.Td data-label="Target">{written(one.target)}</Table.Td>
                  <Table.Td data-label="Set">{whoAndWhen(one.setAt, one.setBy)}</Table.Td>
                  <Table.Td ta="right">
                    {mayWrite && (
                      <Button
                        variant="subtle"
                        color="red"
                        size="compact-sm"
                        loading={set.isPending}
                        aria-label={`Remove the target of ${periodWords(one)}`}
                        onClick={() => set.mutate({ rows: [rowOf(one)] })}
                      >
                        Remove
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {mayWrite && (
        <Paper withBorder p="md">
          <NewTargetForm
            key={serial}
            metric={metric}
            dimensions={dimensions}
            busy={set.isPending}
            onSet={(row) => set.mutate({ rows: [row] })}
          />
        </Paper>
      )}
      {(changes.data ?? []).length > 0 && (
        <details>
          <summary>Changes</summary>
          <ul className="plain-list">
            {changes.data?.map(({ changedAt, changedBy, change }, index) => (
              <li key={`${changedAt} ${index}`}>
                {periodWords(change)}
                {change.dimension === null ? '' : `, ${partWords(change, dimensions)}`}:{' '}
                {change.removed ? `${written(change.target)} removed` : written(change.target)}
                {!change.removed && change.before !== null ? `, before ${written(change.before)}` : ''}
                <Text size="xs" c="dimmed">
                  {whoAndWhen(changedAt, changedBy)}
                </Text>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Stack>
  )
}

const rowOf = ({ metric, from, to, dimension, value }: SetTarget) => ({
  metric,
  from,
  to,
  dimension,
  value,
  target: null,
})
