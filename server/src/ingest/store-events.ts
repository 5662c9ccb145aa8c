import type { StoredEvent } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import type { CheckedEvent } from './check-event.ts'

/** Inserts events that are not there yet and returns those. In order of id, so that two batches cannot wait for each other. */
export async function storeEvents(
  db: Kysely<never>,
  tenantId: string,
  batch: { readonly events: readonly CheckedEvent[]; readonly receivedAt: Date },
): Promise<StoredEvent[]> {
  const rows = batch.events.map((event) => ({
    event_id: event.id,
    timestamp: event.timestamp,
    event: event.event,
    user_id: event.userId ?? null,
    account_id: event.accountId ?? null,
    session_id: event.sessionId ?? null,
    properties: event.properties ?? {},
    source_ids: event.sourceIds,
  }))
  // why: of thousands of events nearly all are new, so the others are named
  const known = await sql<{ event_id: string }>`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(
        event_id uuid, "timestamp" timestamptz, event text, user_id uuid, account_id uuid, session_id uuid, properties jsonb,
        source_ids jsonb)
    ), inserted as (
      insert into core.events
        (tenant_id, "timestamp", event_id, event, user_id, account_id, session_id, properties, source_ids, received_at)
      select ${tenantId}::uuid, e."timestamp", e.event_id, e.event, e.user_id, e.account_id, e.session_id, e.properties,
        e.source_ids, ${batch.receivedAt}::timestamptz
      from given as e order by e.event_id
      on conflict do nothing
      returning event_id
    )
    select event_id from given except all select event_id from inserted`.execute(db)
  const old = new Set(known.rows.map((row) => row.event_id))
  const receivedAt = batch.receivedAt.toISOString()
  return batch.events
    .filter((event) => !old.has(event.id))
    .map(({ sourceIds: _, ...event }) => ({ ...event, receivedAt }))
}

interface EventRow {
  readonly event_id: string
  readonly timestamp: Date
  readonly event: string
  readonly user_id: string | null
  readonly account_id: string | null
  readonly session_id: string | null
  readonly properties: Record<string, unknown>
  readonly received_at: Date
}

/** Stored events that a plugin could not process yet, oldest first. */
export async function readBacklog(
  db: Kysely<never>,
  tenantId: string,
  options: { readonly plugin: string; readonly most: number },
): Promise<StoredEvent[]> {
  const { rows } = await sql<EventRow>`
    select e.event_id, e."timestamp", e.event, e.user_id, e.account_id, e.session_id, e.properties, e.received_at
    from core.projection_backlog b
    join core.events e on e.tenant_id = b.tenant_id and e.event_id = b.event_id
    where b.tenant_id = ${tenantId} and e.tenant_id = ${tenantId} and b.plugin_id = ${options.plugin}
    order by e."timestamp", e.event_id limit ${options.most}`.execute(db)
  return rows.map((row) => ({
    id: row.event_id,
    event: row.event,
    timestamp: row.timestamp.toISOString(),
    userId: row.user_id,
    accountId: row.account_id,
    sessionId: row.session_id,
    properties: row.properties,
    receivedAt: row.received_at.toISOString(),
  }))
}
