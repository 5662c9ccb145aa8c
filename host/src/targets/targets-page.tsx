import { Button, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import type { DimensionInfo, MetricInfo, SetTarget } from '@tessera/plugin-api/wire'
import { formatTarget } from '@tessera/ui'
import { useWhoAndWhen } from '../admin/use-who-and-when.ts'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { PageHeader } from '../controls/page-header.tsx'
import { PageLoading } from '../controls/page-loading.tsx'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { usePageTitle } from '../controls/use-page-title.ts'
import { tableCsv } from '../export/frame-csv.ts'
import { saveFile } from '../export/save-file.ts'
import { useSession } from '../session/session-context.ts'
import { useCarriedSearch } from '../state/use-view-state.ts'
import { ImportTargets } from './import-targets.tsx'
import { targetFileCsv } from './target-file-csv.ts'
import { partWords, periodWords, targetsCount } from './target-words.ts'

const mostShown = 300

/** All targets that a tenant set for periods, and for who may a file of them brought in. */
export function TargetsPage() {
  usePageTitle('Targets')
  const trpc = useTRPC()
  const { tenant, scopes } = useSession()
  const [wanted, setWanted] = useState('')
  const targets = useQuery(trpc.targets.list.queryOptions({}))
  const metrics = useQuery(trpc.catalogue.metrics.queryOptions())
  const dimensions = useQuery(trpc.catalogue.dimensions.queryOptions())
  if (targets.isPending || metrics.isPending || dimensions.isPending) return <PageLoading />
  if (targets.isError)
    return <ProblemNotice problem={problemOf(targets.error)} onRetry={() => void targets.refetch()} />
  const known = new Map((metrics.data ?? []).map((metric) => [metric.id, metric]))
  const words = ({ metric, ...one }: SetTarget) =>
    `${known.get(metric)?.title ?? ''} ${metric} ${partWords(one, dimensions.data ?? [])} ${periodWords(one)}`
  const asked = wanted.toLowerCase().split(/\s+/)
  const found = targets.data.filter((one) => asked.every((word) => words(one).toLowerCase().includes(word)))
  const save = () => {
    const { heads, rows } = targetFileCsv(found)
    saveFile('targets.csv', tableCsv(heads, rows))
  }
  return (
    <div className="import-steps">
      <PageHeader
        title="Targets"
        about={`What ${tenant.name} set for periods. On the page of a metric single ones are set and removed.`}
      />
      <Stack gap="lg">
        {targets.data.length === 0 ? (
          <Text c="dimmed">
            None is set for a period. Metrics are held against the target of their contract, where they have one.
          </Text>
        ) : (
          <Stack gap="xs">
            <Group gap="sm" justify="space-between">
              <TextInput
                value={wanted}
                onChange={(event) => setWanted(event.currentTarget.value)}
                placeholder="Search by metric, value or period"
                aria-label="Search targets"
                leftSection={<Search size={15} aria-hidden="true" />}
                className="catalogue-search"
              />
              <Button size="xs" variant="default" onClick={save} disabled={found.length === 0}>
                Download as CSV
              </Button>
            </Group>
            <Text size="sm" c="dimmed" role="status">
              {found.length > mostShown
                ? `The first ${mostShown} of ${targetsCount(found.length)}`
                : targetsCount(found.length)}
            </Text>
            <TargetTable targets={found.slice(0, mostShown)} metrics={known} dimensions={dimensions.data ?? []} />
          </Stack>
        )}
        {scopes.includes('targets:write') && (
          <section aria-labelledby="import-targets">
            <Title order={2} size="h4" mb="sm" id="import-targets">
              Import
            </Title>
            <ImportTargets />
          </section>
        )}
      </Stack>
    </div>
  )
}

type Stored = SetTarget & { readonly setAt: string; readonly setBy: string | null }

function TargetTable(props: {
  readonly targets: readonly Stored[]
  readonly metrics: ReadonlyMap<string, MetricInfo>
  readonly dimensions: readonly DimensionInfo[]
}) {
  const { targets, metrics, dimensions } = props
  const { tenant } = useSession()
  const search = useCarriedSearch()
  const whoAndWhen = useWhoAndWhen()
  return (
    <Table.ScrollContainer type="native" minWidth={480} className="panel-box stacked">
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {['Metric', 'Period', 'Of', 'Target', 'Set'].map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {targets.map((one) => {
            const metric = metrics.get(one.metric)
            const format = { unit: metric?.unit, currency: tenant.currency }
            return (
              <Table.Tr key={`${one.metric} ${one.dimension} ${one.value} ${one.from}`}>
                <Table.Td>
                  {metric === undefined ? (
                    <Text size="sm" c="dimmed">
                      {one.metric}, whose plugin is off
                    </Text>
                  ) : (
                    <Link to={{ pathname: `/catalogue/${one.metric}`, search }} className="link">
                      {metric.title}
                    </Link>
                  )}
                </Table.Td>
                <Table.Td data-label="Period">{periodWords(one)}</Table.Td>
                <Table.Td data-label="Of">{partWords(one, dimensions)}</Table.Td>
                <Table.Td data-label="Target">{formatTarget(one.target, format)}</Table.Td>
                <Table.Td data-label="Set">{whoAndWhen(one.setAt, one.setBy)}</Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
