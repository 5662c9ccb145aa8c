import type { Database } from '@tessera/database'
import { markChanged, type StoredEvent } from '@tessera/plugin-api/server'
import type { EventInput, IngestResult } from '@tessera/plugin-api/wire'
import type { Registry } from '@tessera/registry'
import { sql, type Kysely } from 'kysely'
import { checkEvent } from './check-event.ts'

const batchTimeoutMs = 120_000

async function store(db: Kysely<never>, tenantId: string, events: readonly EventInput[]): Promise<StoredEvent[]> {
  const receivedAt = new Date().toISOString()
  const inserted = await sql<{ event_id: string }>`
    insert into core.events
      (tenant_id, "timestamp", event_id, event, user_id, account_id, session_id, properties, received_at)
    select ${tenantId}::uuid, e."timestamp", e.id, e.event, e."userId", e."accountId", e."sessionId",
      coalesce(e.properties, '{}'), ${receivedAt}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e(
      id uuid, "timestamp" timestamptz, event text, "userId" uuid, "accountId" uuid, "sessionId" uuid, properties jsonb)
    order by e.id
    on conflict do nothing
    returning event_id`.execute(db)
  const fresh = new Set(inserted.rows.map((row) => row.event_id))
  return events.filter((event) => fresh.has(event.id)).map((event) => ({ ...event, receivedAt }))
}

/**
 * Stores what the events endpoint would accept and has each plugin project its own new ones, in one transaction of the
 * tenant. Unlike the endpoint, which keeps such events for later, it throws what a projection throws.
 */
export async function ingestEvents(
  parts: { readonly database: Database; readonly registry: Registry },
  tenantId: string,
  events: readonly unknown[],
): Promise<IngestResult> {
  const { database, registry } = parts
  const types = new Map([...registry.eventTypes()].map(([name, { type }]) => [name, type]))
  const fresh = new Map<string, EventInput>()
  const rejected: IngestResult['rejected'][number][] = []
  events.forEach((raw, index) => {
    const checked = checkEvent(raw, types)
    if ('rejection' in checked) rejected.push({ index, ...checked.rejection })
    else if (!fresh.has(checked.event.id)) fresh.set(checked.event.id, checked.event)
  })
  const storeAndProject = async (db: Kysely<never>): Promise<number> => {
    const stored = await store(db, tenantId, [...fresh.values()])
    await markChanged(db, { tenantId, table: 'core.events', times: stored.map((event) => event.timestamp) })
    for (const { server } of registry.plugins()) {
      const own = stored.filter((event) => server?.events && Object.hasOwn(server.events, event.event))
      if (own.length > 0) await server?.project?.({ db, tenantId, events: own })
    }
    return stored.length
  }
  const accepted =
    fresh.size === 0 ? 0 : await database.tenantTransaction(tenantId, storeAndProject, { timeoutMs: batchTimeoutMs })
  return { accepted, duplicate: events.length - rejected.length - accepted, rejected }
}
