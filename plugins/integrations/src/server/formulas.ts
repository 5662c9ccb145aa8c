import {
  avg,
  count,
  derived,
  funnel,
  lost,
  ratio,
  ref,
  share,
  snapshot,
  survival,
  type EventRow,
  type On,
} from '@tessera/plugin-api/server'
import { sql, type SqlBool } from 'kysely'
import { durationMs, is, usedInPeriod } from './conditions.ts'
import { chats, connectedChats, connections, endedConnections, events, failures, outcomes, uses } from './facts.ts'
import type { ChatRow } from './rows.ts'

const completed = is('integration_oauth_completed')
const cameBack = is('integration_oauth_completed', 'integration_oauth_failed')

const connecting = funnel<EventRow>({
  fact: events,
  actor: 'user_id',
  window: { days: 30 },
  steps: [
    { title: 'Viewed', where: is('integration_viewed') },
    { title: 'Connect clicked', where: is('integration_connect_clicked') },
    { title: 'OAuth complete', where: completed },
    { title: 'Used in chat', where: is('integration_used_in_chat') },
  ],
  holding: ['provider'],
})

const attempt = funnel<EventRow>({
  fact: events,
  actor: 'user_id',
  window: { days: 1 },
  steps: [
    { title: 'Connect clicked', where: is('integration_connect_clicked') },
    { title: 'Came back', where: cameBack },
  ],
  holding: ['provider'],
})

const wasUsed: On<ChatRow, SqlBool> = (eb) => eb('used_integration', '=', true)

const connectedUsers = { distinct: 'user_id' } as const

/** How every metric of the contract is computed. */
export const formulas = {
  connected_users: snapshot(connections, connectedUsers),
  open_connections: snapshot(connections, 'count'),
  connection_share: share(ref('open_connections')),
  disconnect_rate: ratio(lost(connections, connectedUsers), snapshot(connections, connectedUsers, { at: 'start' })),
  disconnections: count(endedConnections),
  connection_retention_30d: survival(connections, {
    after: { days: 30 },
    where: (eb) => eb('is_first_connection', '=', true),
  }),

  funnel_viewed: connecting.step(1),
  funnel_clicked: connecting.step(2),
  funnel_completed: connecting.step(3),
  funnel_used: connecting.step(4),
  connect_click_rate: ratio(connecting.step(2), connecting.step(1)),
  connection_rate: ratio(connecting.step(3), connecting.step(1)),
  oauth_success_rate: ratio(connecting.step(3), connecting.step(2)),
  usage_rate: ratio(connecting.step(4), connecting.step(3)),

  oauth_attempt_success_rate: ratio(count(outcomes, { where: completed }), count(outcomes)),
  oauth_abandon_rate: derived(
    { clicked: attempt.step(1), cameBack: attempt.step(2) },
    (n) => sql<number>`(${n.clicked} - ${n.cameBack}) / nullif(${n.clicked}, 0)`,
  ),
  oauth_failures: count(failures),
  failure_share: share(ref('oauth_failures')),
  failure_share_by_reason: share(ref('oauth_failures'), { over: ['error_type'] }),
  oauth_duration: avg(outcomes, durationMs, { where: completed }),

  integration_chat_share: ratio(count(connectedChats, { where: wasUsed }), count(connectedChats)),
  integration_chats: count(chats, { where: wasUsed }),
  connected_user_usage_rate: ratio(
    snapshot(connections, connectedUsers, { where: usedInPeriod }),
    snapshot(connections, connectedUsers),
  ),
  service_usage: count(uses),
  service_share: share(ref('service_usage')),
} as const
