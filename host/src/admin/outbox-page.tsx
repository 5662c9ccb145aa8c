import { Anchor, Badge, Button, Table, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useState } from 'react'
import type { AppRouter } from '../api/app-router.ts'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC, useTRPCClient } from '../api/trpc.ts'
import { PageHeader } from '../controls/page-header.tsx'
import { PageLoading } from '../controls/page-loading.tsx'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { usePageTitle } from '../controls/use-page-title.ts'
import { useSession } from '../session/session-context.ts'
import { OutboxMailDrawer } from './outbox-mail.tsx'

type Mail = inferRouterOutputs<AppRouter>['mail']['outbox']['mails'][number]

const colors: Readonly<Record<Mail['state'], string>> = {
  waiting: 'gray',
  sending: 'blue',
  sent: 'green',
  failed: 'red',
  kept: 'gray',
}

const againMs = 5_000
const isMoving = ({ state }: Mail) => state === 'waiting' || state === 'sending'

/** Mails that plugins sent in this tenant, or that wait to be sent. */
export function OutboxPage() {
  usePageTitle('Outbox')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const { tenant, plugins } = useSession()
  const titleOf = (id: string) => plugins.find((plugin) => plugin.id === id)?.title ?? id
  const [opened, setOpened] = useState<Mail | null>(null)
  const outbox = useInfiniteQuery({
    queryKey: [...trpc.mail.pathKey(), 'outbox', tenant.id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: before, signal }) =>
      client.mail.outbox.query(before === undefined ? {} : { before }, { signal }),
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: ({ state }) => (state.data?.pages.some(({ mails }) => mails.some(isMoving)) ? againMs : false),
  })
  if (outbox.isPending) return <PageLoading />
  if (outbox.isError) return <ProblemNotice problem={problemOf(outbox.error)} onRetry={() => void outbox.refetch()} />
  const mails = outbox.data.pages.flatMap((page) => page.mails)
  const sends = outbox.data.pages[0]?.sends ?? false
  const when = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: tenant.timeZone })
  return (
    <>
      <PageHeader
        title="Outbox"
        about={
          sends
            ? `Mails that plugins sent for ${tenant.name}, kept for 30 days`
            : `No mail server is named, so mails of ${tenant.name} are kept here and do not leave`
        }
      />
      {mails.length === 0 ? (
        <Text c="dimmed">No mail was sent yet. Plugins send mail when there is something to tell.</Text>
      ) : (
        <Table.ScrollContainer type="native" minWidth={760} className="panel-box stacked">
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                {['State', 'Subject', 'To', 'Plugin', 'When'].map((head) => (
                  <Table.Th key={head}>{head}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {mails.map((mail) => (
                <Table.Tr key={mail.id}>
                  <Table.Td>
                    <Badge variant="dot" color={colors[mail.state]} tt="none" className="plugin-state">
                      {mail.state}
                    </Badge>
                    {mail.reason !== null && (
                      <Text size="xs" c="dimmed" mt={4} maw={320} className="any-text">
                        {mail.reason}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>
                    <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setOpened(mail)}>
                      {mail.subject}
                    </Anchor>
                  </Table.Td>
                  <Table.Td data-label="To" className="any-text">
                    {mail.to}
                  </Table.Td>
                  <Table.Td data-label="Plugin" className="unbroken">
                    {titleOf(mail.plugin)}
                  </Table.Td>
                  <Table.Td data-label="When" className="unbroken">
                    {when.format(new Date(mail.createdAt))}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {outbox.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={outbox.isFetchingNextPage}
          onClick={() => void outbox.fetchNextPage()}
        >
          Load more
        </Button>
      )}
      {opened !== null && (
        <OutboxMailDrawer id={opened.id} subject={opened.subject} sends={sends} onClose={() => setOpened(null)} />
      )}
    </>
  )
}
