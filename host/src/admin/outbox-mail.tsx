import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '../api/trpc.ts'
import { notifyDone, notifyProblem } from '../controls/notify.ts'
import { useSession } from '../session/session-context.ts'
import { PluginDrawer } from './plugin-drawer.tsx'

interface Props {
  readonly id: string
  readonly subject: string
  /** A mail server is named. */
  readonly sends: boolean
  readonly onClose: () => void
}

const stateWords = {
  waiting: 'Waiting since',
  sending: 'Being sent since',
  sent: 'Sent on',
  failed: 'Failed on',
  kept: 'Kept since',
} as const

const kilobytes = (size: number) => `${Math.max(1, Math.round(size / 1024))} kB`

/** One mail as plain text: what it says with markup is not shown. */
export function OutboxMailDrawer({ id, subject, sends, onClose }: Props) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { tenant } = useSession()
  const mail = useQuery(trpc.mail.open.queryOptions({ id }))
  const again = useMutation(
    trpc.mail.again.mutationOptions({
      onSuccess: async () => {
        notifyDone('The mail waits to be sent again.')
        await queries.invalidateQueries({ queryKey: trpc.mail.pathKey() })
        onClose()
      },
      onError: notifyProblem,
    }),
  )
  const when = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: tenant.timeZone })
  return (
    <PluginDrawer what="Mail" plugin={{ id, title: subject }} answer={mail} onClose={onClose}>
      {({ to, plugin, state, reason, createdAt, changedAt, text, attachments }) => (
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            To {to} from {plugin}, {when.format(new Date(createdAt))}. {stateWords[state]}{' '}
            {when.format(new Date(changedAt))}
            {reason === null ? '.' : `: ${reason}`}
          </Text>
          <Text size="sm" className="mail-text">
            {text}
          </Text>
          {attachments.length > 0 && (
            <Text size="sm" c="dimmed">
              Attached: {attachments.map(({ name, size }) => `${name} (${kilobytes(size)})`).join(', ')}
            </Text>
          )}
          {sends && (state === 'failed' || state === 'kept') && (
            <Group>
              <Button size="xs" loading={again.isPending} onClick={() => again.mutate({ id })}>
                {state === 'failed' ? 'Try again' : 'Send it'}
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </PluginDrawer>
  )
}
