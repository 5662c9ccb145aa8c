import type { StoredEvent } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import type { CheckedEvent } from './check-event.ts'

/** Inserts events that are not there yet, under the number of the log's last commit, and returns those. */
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
        (tenant_id, "timestamp", event_id, event, user_id, account_id, session_id, properties, source_ids, received_at,
         commit_number)
      select ${tenantId}::uuid, e."timestamp", e.event_id, e.event, e.user_id, e.account_id, e.session_id, e.properties,
        e.source_ids, ${batch.receivedAt}::timestamptz,
        coalesce((select last_commit from core.event_logs where tenant_id = ${tenantId}::uuid), 0)
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
