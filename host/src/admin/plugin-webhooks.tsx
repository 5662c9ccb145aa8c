import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useState } from 'react'
import type { AppRouter } from '../api/app-router.ts'
import { serverAddress } from '../api/base-path.ts'
import { useTRPC } from '../api/trpc.ts'
import { CopyableCode } from '../controls/copyable-code.tsx'
import { notifyDone, notifyProblem } from '../controls/notify.ts'
import { useSession } from '../session/session-context.ts'
import { PluginDrawer, type NamedPlugin } from './plugin-drawer.tsx'

type Webhook = inferRouterOutputs<AppRouter>['webhooks']['list'][number]

/** The webhooks of a plugin in this tenant: the address other systems send to, and what came in. */
export function PluginWebhooksDrawer(props: { readonly plugin: NamedPlugin; readonly onClose: () => void }) {
  const { plugin, onClose } = props
  const trpc = useTRPC()
  const webhooks = useQuery(trpc.webhooks.list.queryOptions({ plugin: plugin.id }))
  return (
    <PluginDrawer what="Webhooks" plugin={plugin} answer={webhooks} onClose={onClose}>
      {(all) => (
        <Stack gap="xl">
          {all.map((webhook) => (
            <WebhookAddress key={webhook.name} plugin={plugin} webhook={webhook} />
          ))}
        </Stack>
      )}
    </PluginDrawer>
  )
}

/** What came in lately, in a sentence. */
function received({ done, waiting, failed }: Webhook): string {
  const count = (n: number, word: string) => (n === 0 ? [] : [`${new Intl.NumberFormat('en-US').format(n)} ${word}`])
  const parts = [...count(done, 'handled'), ...count(waiting, 'waiting'), ...count(failed, 'failed')]
  return parts.length === 0 ? 'Nothing came in the last 30 days.' : `Of the last 30 days: ${parts.join(', ')}.`
}

function WebhookAddress({ plugin, webhook }: { readonly plugin: NamedPlugin; readonly webhook: Webhook }) {
  const { name, title, description, path, lastAt } = webhook
  const { tenant } = useSession()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const renew = useMutation(
    trpc.webhooks.renew.mutationOptions({
      onSuccess: async () => {
        setAsking(false)
        notifyDone(`${title} has ${path === null ? 'an' : 'a new'} address for ${tenant.name}`)
        await queries.invalidateQueries({ queryKey: trpc.webhooks.list.queryKey() })
      },
      onError: notifyProblem,
    }),
  )
  const make = () => renew.mutate({ plugin: plugin.id, webhook: name })
  const when = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: tenant.timeZone })
  return (
    <Stack gap="xs">
      <div>
        <Title order={3} size="h5">
          {title}
        </Title>
        {description !== '' && (
          <Text size="sm" c="dimmed">
            {description}
          </Text>
        )}
      </div>
      {path === null ? (
        <Group>
          <Button size="xs" loading={renew.isPending} onClick={make}>
            Make an address
          </Button>
        </Group>
      ) : (
        <>
          <CopyableCode label={`Address for ${title}`} text={serverAddress() + path} />
          <Text size="xs" c="dimmed">
            {received(webhook)}
            {lastAt !== null && ` The last one on ${when.format(new Date(lastAt))}.`}
          </Text>
          {isAsking ? (
            <Group gap="xs">
              <Text size="sm">What still sends to the old address is refused.</Text>
              <Button size="compact-sm" color="red" loading={renew.isPending} onClick={make}>
                Make a new one
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => setAsking(false)}>
                Keep it
              </Button>
            </Group>
          ) : (
            <Group>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => setAsking(true)}
                aria-label={`New address for ${title}`}
              >
                New address
              </Button>
            </Group>
          )}
        </>
      )}
    </Stack>
  )
}
