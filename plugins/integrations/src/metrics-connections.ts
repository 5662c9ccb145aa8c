import { metric } from '@tessera/plugin-api'
import { byProvider, owner } from './breakdowns.ts'

/** Metrics of connections: how many there are, which end, which last. */
export const connectionMetrics = {
  connected_users: metric({
    title: 'Connected users',
    description:
      'Users with at least one connection open at the end of the period. A user with several providers counts once in the total and once under each provider.',
    unit: 'count',
    direction: 'up',
    tier: 1,
    dimensions: byProvider,
    owner,
  }),
  open_connections: metric({
    title: 'Open connections',
    description:
      'Connections open at the end of the period: one per user and provider. Re-authorizing while connected adds none.',
    unit: 'count',
    direction: 'up',
    tier: 2,
    dimensions: byProvider,
    owner,
  }),
  connection_share: metric({
    title: 'Share of connections',
    description:
      'Part of all connections open at the end of the period that falls on each group. Counts connections, not users, so that the shares add up to 100 %.',
    unit: 'ratio',
    direction: 'neutral',
    tier: 2,
    dimensions: byProvider,
    owner,
  }),
  disconnect_rate: metric({
    title: 'Disconnect rate',
    description:
      'Of the users connected at the start of the period, the part that lost a connection within it. Users who connected during the period are left out; coming back does not undo a loss.',
    unit: 'ratio',
    direction: 'down',
    tier: 1,
    target: { lt: 0.15 },
    targetDays: 30,
    dimensions: byProvider,
    owner,
  }),
  disconnections: metric({
    title: 'Connections ended',
    description: 'Connections that ended in the period, whenever they began, by the reason given with the disconnect.',
    unit: 'count',
    direction: 'down',
    tier: 3,
    dimensions: [...byProvider, 'disconnect_reason'],
    owner,
  }),
  connection_retention_30d: metric({
    title: 'Retention after 30 days',
    description:
      'Of first connections that reached an age of 30 days in the period, the part that was still open at that age. Connections younger than 30 days and reconnections are left out.',
    unit: 'ratio',
    direction: 'up',
    tier: 1,
    target: { gt: 0.7 },
    dimensions: byProvider,
    owner,
  }),
} as const
