import { Badge, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../api/app-router.ts'
import { useTRPC } from '../api/trpc.ts'
import { useSession } from '../session/session-context.ts'
import { Answered } from './answered.tsx'

type Delivery = inferRouterOutputs<AppRouter>['webhooks']['deliveries'][number]

const lookMs = 5_000
const colors: Readonly<Record<Delivery['state'], string>> = { waiting: 'gray', done: 'green', failed: 'red' }
const stateNames: Readonly<Record<Delivery['state'], string>> = {
  waiting: 'waiting',
  done: 'handled',
  failed: 'failed',
}

/** What other systems sent to the webhooks of plugins, the latest first. What they sent itself is not shown: it may be anything. */
export function Deliveries() {
  const trpc = useTRPC()
  const { tenant } = useSession()
  const answer = useQuery({
    ...trpc.webhooks.deliveries.queryOptions(),
    refetchInterval: ({ state }) => (state.data?.some((each) => each.state === 'waiting') ? lookMs : false),
  })
  const when = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'medium', timeZone: tenant.timeZone })
  return (
    <Answered answer={answer}>
      {(deliveries) =>
        deliveries.length === 0 ? (
          <Text size="sm" c="dimmed">
            Nothing came in the last 30 days.
          </Text>
        ) : (
          <Table.ScrollContainer type="native" minWidth={0} className="panel-box">
            <Table verticalSpacing="xs" horizontalSpacing="md" className="line-table">
              <Table.Thead>
                <Table.Tr>
                  {['Received', 'Webhook', 'Delivery', 'State'].map((head) => (
                    <Table.Th key={head}>{head}</Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {deliveries.map(({ plugin, webhook, delivery, receivedAt, state, attempts, reason }) => (
                  <Table.Tr key={`${plugin} ${webhook} ${delivery}`}>
                    <Table.Td className="unbroken">{when.format(new Date(receivedAt))}</Table.Td>
                    <Table.Td>{`${plugin}.${webhook}`}</Table.Td>
                    <Table.Td className="any-text" fz="xs">
                      {delivery}
                    </Table.Td>
                    <Table.Td>
                      <Badge variant="dot" color={colors[state]} tt="none" className="plugin-state">
                        {stateNames[state]}
                      </Badge>
                      {(attempts > 1 || reason !== null) && (
                        <Text size="sm" c="dimmed" className="any-text">
                          {[
                            ...(attempts > 1 ? [`tried ${attempts} times`] : []),
                            ...(reason === null ? [] : [reason]),
                          ].join(' · ')}
                        </Text>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )
      }
    </Answered>
  )
}
