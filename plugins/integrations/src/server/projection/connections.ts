import { sql, type Kysely } from 'kysely'

/** A user and a provider: the thing that is connected or not. */
export interface Pair {
  readonly userId: string
  readonly provider: string
}

/**
 * Writes the connections of these pairs anew from their stored events. In order of time, and of event id at the same
 * instant: a completion or reconnection while none is open opens one, the next disconnect closes it, all others change
 * nothing. A completion that says it is not the first is believed; otherwise the earliest connection is the first.
 */
export async function rebuildConnections(db: Kysely<never>, tenantId: string, pairs: readonly Pair[]): Promise<void> {
  const users = pairs.map((pair) => pair.userId)
  const providers = pairs.map((pair) => pair.provider)
  const touched = sql`unnest(${users}::uuid[], ${providers}::text[]) as touched (user_id, provider)`
  const cleared = sql`
    delete from integrations.connections as old using ${touched}
    where old.tenant_id = ${tenantId} and old.user_id = touched.user_id and old.provider = touched.provider`.execute(db)
  const written = sql`
    with story as (
      select touched.user_id, touched.provider, e.event_id, e.account_id, e."timestamp" as at, e.properties,
        e.event <> 'integration_disconnected' as opens,
        lag(e.event <> 'integration_disconnected', 1, false) over (
          partition by touched.user_id, touched.provider order by e."timestamp", e.event_id) as was_open
      from ${touched}
      join core.events as e on e.tenant_id = ${tenantId} and e.user_id = touched.user_id
        and e.properties ->> 'provider' = touched.provider
        and e.event in ('integration_oauth_completed', 'integration_reconnected', 'integration_disconnected')
    ), turns as (
      select *, lead(at) over story as ended_at, lead(properties ->> 'disconnect_reason') over story as reason,
        row_number() over story = 1 as is_first
      from story where opens <> was_open
      window story as (partition by user_id, provider order by at, event_id)
    )
    insert into integrations.connections (tenant_id, connection_id, user_id, account_id, provider, connected_at,
      disconnected_at, disconnect_reason, is_first_connection, last_used_at)
    select ${tenantId}::uuid, event_id, user_id, account_id, provider, turns.at, ended_at, reason,
      is_first and properties -> 'is_first_connection' is distinct from 'false'::jsonb, used.at as last_used_at
    from turns
    left join lateral (
      select u."timestamp" as at from core.events as u
      where u.tenant_id = ${tenantId} and u.user_id = turns.user_id and u.event = 'integration_used_in_chat'
        and u.properties ->> 'provider' = turns.provider and u."timestamp" >= turns.at
        and (turns.ended_at is null or u."timestamp" < turns.ended_at)
      order by u."timestamp" desc limit 1
    ) as used on true
    where opens`.execute(db)
  await Promise.all([cleared, written])
}
