import { Button, List, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { AuditPage } from '@tessera/plugin-api/wire'
import { useTRPCClient } from '../api/trpc.ts'
import { useSession } from '../session/session-context.ts'
import { actionWords, actorWords, detailWords } from './history-words.ts'
import { PluginDrawer, type NamedPlugin } from './plugin-drawer.tsx'

/** What was done with a plugin in this tenant, newest first: when, who, and what. */
export function PluginHistoryDrawer(props: { readonly plugin: NamedPlugin; readonly onClose: () => void }) {
  const { plugin, onClose } = props
  const client = useTRPCClient()
  const { tenant } = useSession()
  const history = useInfiniteQuery({
    queryKey: ['audit', tenant.id, plugin.id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: before, signal }) =>
      client.audit.list.query({ plugin: plugin.id, ...(before === undefined ? {} : { before }) }, { signal }),
    getNextPageParam: ({ next }: AuditPage) => next ?? undefined,
  })
  const when = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: tenant.timeZone })
  return (
    <PluginDrawer what="History" plugin={plugin} answer={history} onClose={onClose}>
      {({ pages }) => {
        const entries = pages.flatMap((page) => page.entries)
        return (
          <Stack gap="md">
            {entries.length === 0 && <Text size="sm">Nothing was recorded here yet.</Text>}
            <List size="sm" spacing="sm" listStyleType="none">
              {entries.map((entry) => (
                <List.Item key={entry.id}>
                  {actionWords(entry)}
                  {detailWords(entry) !== '' && <Text size="sm">{detailWords(entry)}</Text>}
                  <Text size="xs" c="dimmed">
                    {when.format(new Date(entry.at))}, {actorWords(entry)}
                  </Text>
                </List.Item>
              ))}
            </List>
            {history.hasNextPage && (
              <Button
                variant="default"
                loading={history.isFetchingNextPage}
                onClick={() => void history.fetchNextPage()}
              >
                Load more
              </Button>
            )}
          </Stack>
        )
      }}
    </PluginDrawer>
  )
}
