import { Badge, Button, Group, Stack, Switch, Table, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PluginStatus } from '@tessera/plugin-api/wire'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { notifyDone, notifyProblem } from '../controls/notify.ts'
import { useSession } from '../session/session-context.ts'
import { PageHeader } from '../controls/page-header.tsx'
import { PageLoading } from '../controls/page-loading.tsx'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { usePageTitle } from '../controls/use-page-title.ts'
import { webFailures } from '../plugins/web-doors.ts'
import { changedSentence, closureNotice } from './closure.ts'
import { PluginHistoryDrawer } from './plugin-history.tsx'
import { PluginJobsDrawer } from './plugin-jobs.tsx'
import { PluginSettingsDrawer } from './plugin-settings.tsx'
import { PluginTablesDrawer } from './plugin-tables.tsx'
import { PluginWebhooksDrawer } from './plugin-webhooks.tsx'
import { ProjectionState } from './projection-state.tsx'
import { isReading } from './projection-words.ts'

const readingMs = 3_000

/** A plugin of which more is shown beside the list. */
interface Opened {
  readonly id: string
  readonly title: string
  readonly what: 'settings' | 'jobs' | 'tables' | 'webhooks' | 'history'
}

/** Every discovered plugin: how far it came, what is wrong with it, and whether this tenant uses it. */
export function PluginsPage() {
  usePageTitle('Plugins')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { tenant } = useSession()
  const [opened, setOpened] = useState<Opened | null>(null)
  const plugins = useQuery({
    ...trpc.admin.plugins.queryOptions(),
    refetchInterval: ({ state }) => (state.data?.some(isReading) ? readingMs : false),
  })
  const failures = useQuery({ queryKey: ['web-doors'], queryFn: webFailures, staleTime: Infinity })
  const change = useMutation(
    trpc.admin.setPlugin.mutationOptions({
      onSuccess: async ({ changed }, { plugin, enabled }) => {
        notifyDone(changedSentence(plugin, enabled, changed))
        await queries.invalidateQueries()
      },
      onError: notifyProblem,
    }),
  )
  if (plugins.isPending) return <PageLoading />
  if (plugins.isError)
    return <ProblemNotice problem={problemOf(plugins.error)} onRetry={() => void plugins.refetch()} />
  return (
    <>
      <PageHeader
        title="Plugins"
        about={`Every plugin the server found when it started, its state, and whether ${tenant.name} uses it. A switch changes it for ${tenant.name} only.`}
      />
      <Table.ScrollContainer type="native" minWidth={0} className="panel-box">
        <Table verticalSpacing="sm" className="plugin-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={280}>Plugin</Table.Th>
              <Table.Th>State</Table.Th>
              <Table.Th>Enabled</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {plugins.data.map((plugin) => {
              const { id, title, version, enabled, state } = plugin
              const notice = closureNotice(plugin, plugins.data)
              return (
                <Table.Tr key={id}>
                  <Table.Td>
                    <Text size="sm" fw={500}>
                      {title}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {id} · {version}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Group gap="xs" pe="md" justify="space-between">
                      <div>
                        <State plugin={plugin} webError={failures.data?.get(id)} />
                        <ProjectionState plugin={plugin} />
                        {plugin.doesWithout.length > 0 && (
                          <Text size="xs" c="dimmed" mt={4}>
                            does without {plugin.doesWithout.join(', ')}, which is not here
                          </Text>
                        )}
                      </div>
                      <Group gap="xs">
                        {drawersOf(plugin).map(({ what, word }) => (
                          <Button
                            key={what}
                            variant="default"
                            size="xs"
                            aria-label={`${word} of ${title}`}
                            onClick={() => setOpened({ id, title, what })}
                          >
                            {word}
                          </Button>
                        ))}
                      </Group>
                    </Group>
                  </Table.Td>
                  <Table.Td className="plugin-switch">
                    <Switch
                      checked={enabled}
                      disabled={state === 'failed' || change.isPending}
                      onChange={() => change.mutate({ plugin: id, enabled: !enabled })}
                      label={enabled ? 'on' : 'off'}
                      aria-label={`${title} for ${tenant.name}`}
                    />
                    {notice !== '' && (
                      <Text size="xs" c="dimmed" mt={4}>
                        {notice}
                      </Text>
                    )}
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {opened?.what === 'settings' && <PluginSettingsDrawer plugin={opened} onClose={() => setOpened(null)} />}
      {opened?.what === 'history' && <PluginHistoryDrawer plugin={opened} onClose={() => setOpened(null)} />}
      {opened?.what === 'tables' && <PluginTablesDrawer plugin={opened} onClose={() => setOpened(null)} />}
      {opened?.what === 'webhooks' && <PluginWebhooksDrawer plugin={opened} onClose={() => setOpened(null)} />}
      {opened?.what === 'jobs' && <PluginJobsDrawer plugin={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

/** What can be looked at for a plugin, each in a drawer of its own. */
function drawersOf(plugin: Readonly<Record<'hasSettings' | 'hasJobs' | 'hasTables' | 'hasWebhooks', boolean>>) {
  const drawers = [
    { what: 'settings', word: 'Settings', isThere: plugin.hasSettings },
    { what: 'jobs', word: 'Jobs', isThere: plugin.hasJobs },
    { what: 'tables', word: 'Tables', isThere: plugin.hasTables },
    { what: 'webhooks', word: 'Webhooks', isThere: plugin.hasWebhooks },
    { what: 'history', word: 'History', isThere: true },
  ] as const
  return drawers.filter(({ isThere }) => isThere)
}

const stateColors: Record<PluginStatus['state'], string> = { ready: 'green', degraded: 'yellow', failed: 'red' }

function State(props: { readonly plugin: PluginStatus; readonly webError: string | undefined }) {
  const { plugin, webError } = props
  const { state, stage, error } = plugin
  const shown = state === 'ready' && webError !== undefined ? 'degraded' : state
  return (
    <Stack gap={4} align="flex-start">
      <Badge variant="dot" color={stateColors[shown]} tt="none" className="plugin-state">
        {shown === 'ready' ? 'ready' : `${shown} at ${webError === undefined ? stage : 'web'}`}
      </Badge>
      {error !== null && <Text size="sm">{error}</Text>}
      {webError !== undefined && <Text size="sm">{webError}</Text>}
    </Stack>
  )
}
