import type { Database } from '@tessera/database'
import type { StoredEvent } from '@tessera/plugin-api/server'
import type { EventInput, IngestResult } from '@tessera/plugin-api/wire'
import { sql, type Kysely } from 'kysely'
import server from '../src/server/index.ts'

/** A real database with core's tables and the plugin's, in which tests ingest events. */
export interface Laboratory {
  readonly database: Database
  /** Stores events of a tenant and projects the new ones, in one transaction as the application role. */
  readonly ingest: (tenantId: string, events: readonly EventInput[]) => Promise<IngestResult>
  /** Rows of a statement run within a tenant. */
  readonly rows: <Row>(tenantId: string, statement: ReturnType<typeof sql<Row>>) => Promise<Row[]>
}

async function createCoreTables(database: Database): Promise<void> {
  await database.migrate('core', {
    '0001-tables-of-a-test': {
      up: async (db, { tenantTable }) => {
        await sql`create table accounts (
          tenant_id uuid not null, account_id uuid not null, name text not null, segment text, plan_tier text,
          industry text, region text, country char(2), created_at timestamptz not null, churned_at timestamptz,
          properties jsonb not null default '{}', primary key (tenant_id, account_id))`.execute(db)
        await sql`create table users (
          tenant_id uuid not null, user_id uuid not null, account_id uuid, subscription_tier text not null default 'free',
          role text, created_at timestamptz not null, last_seen_at timestamptz, deleted_at timestamptz,
          properties jsonb not null default '{}', primary key (tenant_id, user_id),
          foreign key (tenant_id, account_id) references accounts (tenant_id, account_id))`.execute(db)
        await sql`create table events (
          tenant_id uuid not null, "timestamp" timestamptz not null, event_id uuid not null, event text not null,
          user_id uuid, account_id uuid, session_id uuid, properties jsonb not null default '{}',
          received_at timestamptz not null default now(), primary key (tenant_id, "timestamp", event_id))`.execute(db)
        await sql`create unique index on events (tenant_id, event_id)`.execute(db)
        await sql`create index on events (tenant_id, user_id, "timestamp")`.execute(db)
        for (const table of ['accounts', 'users', 'events']) await tenantTable(table)
      },
    },
  })
}

async function store(db: Kysely<never>, tenantId: string, events: readonly EventInput[]): Promise<StoredEvent[]> {
  const { rows } = await sql<{ event_id: string }>`
    insert into core.events (tenant_id, "timestamp", event_id, event, user_id, account_id, properties)
    select ${tenantId}::uuid, e.* from jsonb_to_recordset(${JSON.stringify(
      events.map((event) => ({ ...event, at: event.timestamp, user_id: event.userId, account_id: event.accountId })),
    )}::jsonb) as e (at timestamptz, id uuid, event text, user_id uuid, account_id uuid, properties jsonb)
    on conflict do nothing returning event_id`.execute(db)
  const fresh = new Map(events.map((event) => [event.id, event]))
  return rows.flatMap((row) => {
    const event = fresh.get(row.event_id)
    return event ? [{ ...event, receivedAt: '2026-11-20T00:00:00Z' }] : []
  })
}

/** Makes a laboratory of a new, empty database. */
export async function setUp(database: Database): Promise<Laboratory> {
  await createCoreTables(database)
  await database.migrate('integrations', server.migrations ?? {})
  await database.assertTenantTables()
  return {
    database,
    ingest: (tenantId, events) =>
      database.tenantTransaction(tenantId, async (db) => {
        const stored = await store(db, tenantId, events)
        await server.project?.({ db, tenantId, events: stored })
        return { accepted: stored.length, duplicate: events.length - stored.length, rejected: [] }
      }),
    rows: (tenantId, statement) =>
      database.tenantTransaction(tenantId, async (db) => (await statement.execute(db)).rows as never),
  }
}
