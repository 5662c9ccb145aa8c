import { Group, Select, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useSearchParams } from 'react-router'
import type { MetricInfo } from '@tessera/plugin-api/wire'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { useSession } from '../session/session-context.ts'
import { PageHeader } from '../controls/page-header.tsx'
import { PageLoading } from '../controls/page-loading.tsx'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { usePageTitle } from '../controls/use-page-title.ts'
import { filterMetrics } from './filter-metrics.ts'
import { kindWords } from '../explain/kind-words.ts'
import { MetricTable } from './metric-table.tsx'

/** Every metric this tenant may see. Search and filters stand in the address (`q`, `plugin`, `tier`, `kind`). */
export function CataloguePage() {
  usePageTitle('Catalogue')
  const trpc = useTRPC()
  const { plugins, tenant } = useSession()
  const [params, setParams] = useSearchParams()
  const metrics = useQuery(trpc.catalogue.metrics.queryOptions())
  if (metrics.isPending) return <PageLoading />
  if (metrics.isError)
    return <ProblemNotice problem={problemOf(metrics.error)} onRetry={() => void metrics.refetch()} />
  const titles = new Map(plugins.map(({ id, title }) => [id, title]))
  const wanted = {
    q: params.get('q') ?? '',
    plugin: params.get('plugin'),
    tier: params.get('tier'),
    kind: params.get('kind'),
  }
  const found = filterMetrics(metrics.data, wanted)
  const set = (key: string, value: string | null) =>
    setParams(
      (before) => {
        if (value === null || value === '') before.delete(key)
        else before.set(key, value)
        return before
      },
      { replace: true },
    )
  const choices = (of: (metric: MetricInfo) => string | null) =>
    [...new Set(metrics.data.map(of).filter((value) => value !== null))].toSorted()
  return (
    <>
      <PageHeader
        title="Catalogue"
        about={`${metrics.data.length} metrics ${tenant.name} can see, and what each means`}
      />
      <Group gap="sm" mb="md" role="search">
        <TextInput
          value={wanted.q}
          onChange={(event) => set('q', event.currentTarget.value)}
          placeholder="Search by name, meaning or owner"
          aria-label="Search metrics"
          leftSection={<Search size={15} aria-hidden="true" />}
          className="catalogue-search"
        />
        <Filter
          name="plugin"
          label="Plugin"
          value={wanted.plugin}
          onChange={set}
          choices={choices((metric) => metric.plugin).map((id) => ({ value: id, label: titles.get(id) ?? id }))}
        />
        <Filter
          name="tier"
          label="Tier"
          value={wanted.tier}
          onChange={set}
          choices={choices((metric) => `${metric.tier}`).map((tier) => ({ value: tier, label: `Tier ${tier}` }))}
        />
        <Filter
          name="kind"
          label="Kind"
          value={wanted.kind}
          onChange={set}
          choices={choices((metric) => metric.kind).map((kind) => ({ value: kind, label: kindWords(kind).title }))}
        />
      </Group>
      <Text size="sm" c="dimmed" mb="xs" role="status">
        {found.length === metrics.data.length
          ? `${found.length} metrics`
          : `${found.length} of ${metrics.data.length} metrics`}
      </Text>
      <MetricTable metrics={found} titles={titles} currency={tenant.currency} />
    </>
  )
}

function Filter(props: {
  readonly name: string
  readonly label: string
  readonly value: string | null
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (name: string, value: string | null) => void
}) {
  const { name, label, value, choices, onChange } = props
  return (
    <Select
      data={[...choices]}
      value={value}
      onChange={(next) => onChange(name, next)}
      placeholder={label}
      aria-label={label}
      clearable
      clearButtonProps={{ 'aria-label': `Any ${label.toLowerCase()}` }}
      w={160}
    />
  )
}
