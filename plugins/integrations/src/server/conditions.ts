import { numberProperty, type EventRow, type On } from '@tessera/plugin-api/server'
import { sql, type SqlBool } from 'kysely'
import type { IntegrationEvent } from './event-names.ts'
import type { ChatRow, ConnectionRow } from './rows.ts'

/*
 * Columns of the fact stand bare. A subquery therefore renames its own columns, so that a bare name inside it can only
 * be the fact's.
 */

/** The chat's user had a connection open when the chat began. */
export const connectedAtStart: On<ChatRow, SqlBool> = (eb, bounds) => sql<SqlBool>`exists (
  select 1 from (
    select user_id as held_user, connected_at as held_from, disconnected_at as held_to
    from integrations.connections where tenant_id = ${bounds.tenant}
  ) as held
  where held_user = ${eb.ref('user_id')} and held_from <= ${eb.ref('started_at')}
    and (held_to is null or held_to > ${eb.ref('started_at')}))`

/** The connection's user used its provider in a chat within the bucket. */
export const usedInPeriod: On<ConnectionRow, SqlBool> = (eb, bounds) => sql<SqlBool>`exists (
  select 1 from (
    select user_id as used_by, "timestamp" as used_at, properties ->> 'provider' as used_provider
    from core.events where tenant_id = ${bounds.tenant} and event = 'integration_used_in_chat'
  ) as used
  where used_by = ${eb.ref('user_id')} and used_provider = ${eb.ref('provider')}
    and used_at >= ${bounds.from} and used_at < ${bounds.to})`

/** Stated duration of an OAuth attempt, null where there is none. */
export const durationMs: On<EventRow, number | null> = () => numberProperty('duration_ms')

/** Events of one of these names. */
export function is(...names: IntegrationEvent[]): On<EventRow, SqlBool> {
  const [only, ...more] = names
  return (eb) => (only !== undefined && more.length === 0 ? eb('event', '=', only) : eb('event', 'in', names))
}
