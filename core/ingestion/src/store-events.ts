import type { StoredEvent } from '@tessera/plugin-api/server'
import { sql, type Kysely } from 'kysely'
import type { CheckedEvent } from './check-event.ts'

/** Which of these events were stored under the number of the last commit, and not before. */
async function newOnes(
  db: Kysely<never>,
  tenantId: string,
  events: readonly CheckedEvent[],
): Promise<(id: string) => boolean> {
  const { rows } = await sql<{ id: string }>`
    select e.event_id as id from core.events e join core.event_logs log on log.tenant_id = e.tenant_id
    where e.tenant_id = ${tenantId} and log.tenant_id = ${tenantId} and e.event_id = any(${events.map(({ id }) => id)}::uuid[])
      and e.commit_number = log.last_commit`.execute(db)
  const found = new Set(rows.map(({ id }) => id))
  return (id) => found.has(id)
}

/**
 * Inserts events that are not there yet, under the number of the log's last commit, and returns those. The log is held, so that
 * nobody else stores events of the tenant meanwhile.
 */
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
    properties: event.written ?? event.properties ?? {},
    source_ids: event.sourceIds,
  }))
  const commit = sql`coalesce((select last_commit from core.event_logs where tenant_id = ${tenantId}::uuid), 0)`
  const inserted = await sql`
    insert into core.events
      (tenant_id, "timestamp", event_id, event, user_id, account_id, session_id, properties, source_ids, received_at,
        commit_number)
    select ${tenantId}::uuid, e."timestamp", e.event_id, e.event, e.user_id, e.account_id, e.session_id, e.properties,
      e.source_ids, ${batch.receivedAt}::timestamptz, ${commit}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(
      event_id uuid, "timestamp" timestamptz, event text, user_id uuid, account_id uuid, session_id uuid, properties jsonb,
      source_ids jsonb)
    on conflict do nothing`.execute(db)
  const isNew =
    Number(inserted.numAffectedRows) === rows.length ? () => true : await newOnes(db, tenantId, batch.events)
  const receivedAt = batch.receivedAt.toISOString()
  return batch.events
    .filter(({ id }) => isNew(id))
    .map(({ sourceIds: _, written: __, ...event }) => ({ ...event, receivedAt }))
}
