import { accounts, fact, property, users, type EventRow } from '@tessera/plugin-api/server'
import { connectedAtStart, is } from './conditions.ts'
import type { ChatRow, ConnectionRow } from './rows.ts'

const people = [
  { entity: users, on: 'user_id' },
  { entity: accounts, on: 'account_id' },
] as const

/** Shown with every row: whose it is. */
const whose = [
  { column: 'user_id', title: 'User' },
  { column: 'account_id', title: 'Account' },
] as const

const told = {
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  joins: people,
  drill: [{ column: 'event', title: 'Event' }, ...whose],
} as const

const provider = () => property('provider')

/** What people did with integrations, in any order: steps of funnels. */
export const events = fact<EventRow>({ ...told, name: 'event', dimensions: { provider } })

/** OAuth attempts that came back, with a connection or without. */
export const outcomes = fact<EventRow>({
  ...told,
  name: 'oauth_outcome',
  where: is('integration_oauth_completed', 'integration_oauth_failed'),
  dimensions: { provider },
  rollups: [
    { name: 'daily', grain: 'day', dimensions: ['provider'] },
    { name: 'detailed', grain: 'quarter_hour', dimensions: ['provider'] },
  ],
})

/** OAuth attempts that came back without a connection. */
export const failures = fact<EventRow>({
  ...told,
  name: 'oauth_failure',
  where: is('integration_oauth_failed'),
  dimensions: { provider, error_type: () => property('error_type') },
  rollups: [{ name: 'detailed', grain: 'quarter_hour', dimensions: ['provider', 'error_type'] }],
})

/** Uses of a provider's service in a chat. */
export const uses = fact<EventRow>({
  ...told,
  name: 'service_use',
  where: is('integration_used_in_chat'),
  dimensions: { provider, service: () => property('service'), action_type: () => property('action_type') },
  rollups: [{ name: 'detailed', grain: 'quarter_hour', dimensions: ['provider', 'service', 'action_type'] }],
})

/** Spans in which a user is connected to a provider, dated by their beginning. */
export const connections = fact<ConnectionRow>({
  name: 'connection',
  table: 'integrations.connections',
  key: ['connection_id'],
  time: { column: 'connected_at', type: 'instant' },
  interval: { start: 'connected_at', end: 'disconnected_at' },
  dimensions: { provider: 'provider' },
  joins: people,
  drill: whose,
})

/** The same spans, dated by their end. */
export const endedConnections = fact<ConnectionRow>({
  name: 'ended_connection',
  table: 'integrations.connections',
  key: ['connection_id'],
  time: { column: 'disconnected_at', type: 'instant' },
  where: (eb) => eb('disconnected_at', 'is not', null),
  dimensions: { provider: 'provider', disconnect_reason: 'disconnect_reason' },
  joins: people,
  drill: [{ column: 'disconnect_reason', title: 'Reason' }, ...whose],
})

const chat = {
  table: 'integrations.chats',
  key: ['chat_id'],
  time: { column: 'started_at', type: 'instant' },
  joins: people,
  drill: whose,
} as const

/** Chats that began. */
export const chats = fact<ChatRow>({
  ...chat,
  name: 'chat',
  where: (eb) => eb('started_at', 'is not', null),
  dimensions: { provider: 'provider' },
})

/** Chats whose user was connected when they began. Without provider: a chat in which none was used belongs to none. */
export const connectedChats = fact<ChatRow>({ ...chat, name: 'connected_chat', where: connectedAtStart })
