import { Badge, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../api/app-router.ts'
import { useTRPC } from '../api/trpc.ts'
import { useSession } from '../session/session-context.ts'
import { Answered } from './answered.tsx'
import { nightWords } from './night-words.ts'

type Night = inferRouterOutputs<AppRouter>['rollups']['nights']['nights'][number]

const lookMs = 5_000
const stateNames: Readonly<Record<Night['state'], string>> = {
  comparing: 'comparing',
  waiting: 'waiting',
  done: 'compared',
  given_up: 'given up',
}

function colorOf({ state, checks }: Night): string {
  if (state === 'done') return checks.some(({ different }) => different > 0) ? 'yellow' : 'green'
  return { comparing: 'blue', waiting: 'yellow', given_up: 'red' }[state]
}

/** What the comparisons of rollups with their rows found in the last nights, one line a night. */
export function RollupNights() {
  const trpc = useTRPC()
  const { tenant } = useSession()
  const answer = useQuery({
    ...trpc.rollups.nights.queryOptions(),
    refetchInterval: ({ state }) => (state.data?.nights.some((night) => night.state === 'comparing') ? lookMs : false),
  })
  const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: tenant.timeZone })
  const time = new Intl.DateTimeFormat('en-US', { timeStyle: 'medium', timeZone: tenant.timeZone })
  return (
    <Answered answer={answer}>
      {({ kept, nights }) =>
        nights.length === 0 ? (
          <Text size="sm" c="dimmed">
            {kept === 0
              ? 'No plugin has rollups here, so there is nothing to compare.'
              : 'Nothing was compared yet. It is done at three in the night.'}
          </Text>
        ) : (
          <Table.ScrollContainer type="native" minWidth={0} className="panel-box">
            <Table verticalSpacing="xs" horizontalSpacing="md" className="line-table">
              <Table.Thead>
                <Table.Tr>
                  {['Night', 'State', 'From – to', 'Found'].map((head) => (
                    <Table.Th key={head}>{head}</Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {nights.map((night) => (
                  <Table.Tr key={night.night}>
                    <Table.Td className="unbroken">{day.format(new Date(night.night))}</Table.Td>
                    <Table.Td>
                      <Badge variant="dot" color={colorOf(night)} tt="none" className="plugin-state">
                        {stateNames[night.state]}
                      </Badge>
                    </Table.Td>
                    <Table.Td>
                      {time.format(new Date(night.startedAt))}
                      {night.endedAt !== null && ` – ${time.format(new Date(night.endedAt))}`}
                    </Table.Td>
                    <Table.Td>
                      {nightWords(night).map((line) => (
                        <Text key={line} size="sm">
                          {line}
                        </Text>
                      ))}
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
