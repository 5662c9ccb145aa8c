import { Button, Table, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useState } from 'react'
import { formatDate } from '@tessera/ui'
import type { AppRouter } from '../api/app-router.ts'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { notifyDone, notifyProblem } from '../controls/notify.ts'
import { useSession } from '../session/session-context.ts'
import { Notice } from '../controls/notice.tsx'
import { PageHeader } from '../controls/page-header.tsx'
import { CopyableCode } from '../controls/copyable-code.tsx'
import { PageLoading } from '../controls/page-loading.tsx'
import { ProblemNotice } from '../controls/problem-notice.tsx'
import { usePageTitle } from '../controls/use-page-title.ts'
import { NewKeyForm } from './new-key-form.tsx'
import { RevokeButton } from './revoke-button.tsx'

/** Keys programs use to read figures and send events. A key's secret is shown once, when it is made. */
export function KeysPage() {
  usePageTitle('API keys')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { tenant } = useSession()
  const [secret, setSecret] = useState<string | null>(null)
  const keys = useQuery(trpc.admin.keys.queryOptions())
  const rights = useQuery(trpc.rights.list.queryOptions())
  const listAgain = () => queries.invalidateQueries({ queryKey: trpc.admin.keys.queryKey() })
  const create = useMutation(
    trpc.admin.createKey.mutationOptions({
      onSuccess: async ({ key }) => {
        setSecret(key)
        await listAgain()
      },
      onError: notifyProblem,
    }),
  )
  const revoke = useMutation(
    trpc.admin.revokeKey.mutationOptions({
      onSuccess: async () => {
        notifyDone('The key is revoked. Programs that use it are refused from now on.')
        await listAgain()
      },
      onError: notifyProblem,
    }),
  )
  if (rights.isError) return <ProblemNotice problem={problemOf(rights.error)} onRetry={() => void rights.refetch()} />
  if (keys.isPending || rights.isPending) return <PageLoading />
  if (keys.isError) return <ProblemNotice problem={problemOf(keys.error)} onRetry={() => void keys.refetch()} />
  const titles = new Map(rights.data.map(({ id, title }) => [id, title]))
  return (
    <>
      <PageHeader title="API keys" about={`For programs that read figures of ${tenant.name} or send its events`} />
      <NewKeyForm
        rights={rights.data.filter(({ givable }) => givable)}
        busy={create.isPending}
        onCreate={(key) => create.mutate(key)}
      />
      {secret !== null && (
        <Notice tone="good" title="Copy the key now, it is not shown again">
          <CopyableCode label="Key" text={secret} />
          <Button size="xs" variant="default" mt="sm" onClick={() => setSecret(null)}>
            I have copied it
          </Button>
        </Notice>
      )}
      {keys.data.length === 0 ? (
        <Text c="dimmed">
          There is no key yet. Create one above; programs send it in the header “Authorization: Bearer …”.
        </Text>
      ) : (
        <Table.ScrollContainer type="native" minWidth={820} className="panel-box stacked">
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                {['Name', 'Begins with', 'Rights', 'Owner', 'Created', 'Last used', 'Ends', ''].map((head) => (
                  <Table.Th key={head}>{head === '' ? <span className="hidden-words">Revoke</span> : head}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {keys.data.map(({ id, name, start, scopes, owner, state, createdAt, lastUsedAt, expiresAt }) => (
                <Table.Tr key={id}>
                  <Table.Td>{name}</Table.Td>
                  <Table.Td data-label="Begins with">
                    <code>{start}…</code>
                  </Table.Td>
                  <Table.Td data-label="Rights">
                    {scopes.map((scope) => titles.get(scope) ?? scope).join(', ')}
                  </Table.Td>
                  <Table.Td data-label="Owner">{ownerWords(owner, state)}</Table.Td>
                  <Table.Td data-label="Created">{shownDay(createdAt, tenant.timeZone)}</Table.Td>
                  <Table.Td data-label="Last used">
                    {lastUsedAt === null ? 'never' : shownDay(lastUsedAt, tenant.timeZone)}
                  </Table.Td>
                  <Table.Td data-label="Ends">
                    {expiresAt === null ? 'never' : shownDay(expiresAt, tenant.timeZone)}
                  </Table.Td>
                  <Table.Td ta="right">
                    <RevokeButton name={name} busy={revoke.isPending} onRevoke={() => revoke.mutate({ id })} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </>
  )
}

type Key = inferRouterOutputs<AppRouter>['admin']['keys'][number]

/** Whom a key belongs to, and that it rests where they have left. */
function ownerWords(owner: Key['owner'], state: Key['state']): string {
  if (owner === null) return 'nobody (command line)'
  return state === 'owner_left' ? `${owner.name}, has left: refused until handed over` : owner.name
}

function shownDay(instant: string, timeZone: string): string {
  return formatDate(instant, { year: 'numeric', month: 'short', day: 'numeric' }, { timeZone })
}
