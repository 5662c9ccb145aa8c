import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'
import { appRole } from './roles.ts'

/** Addresses other systems send to, by a hash of their token, and what they sent. Out of reach of what plugins send to the database. */
export const webhookTables: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table webhook_addresses (
      tenant_id uuid not null, plugin_id text not null, name text not null, token_hash bytea not null unique,
      made_at timestamptz not null default now(),
      primary key (tenant_id, plugin_id, name))`.execute(db)
    await sql`create table webhook_deliveries (
      tenant_id uuid not null, plugin_id text not null, name text not null, delivery_id text not null,
      received_at timestamptz not null, state text not null check (state in ('waiting', 'done', 'failed')),
      headers jsonb, raw bytea,
      primary key (tenant_id, plugin_id, name, delivery_id))`.execute(db)
    await sql`create index webhook_deliveries_received on webhook_deliveries (tenant_id, received_at)`.execute(db)
    for (const table of ['webhook_addresses', 'webhook_deliveries']) {
      await tenantTable(table)
      await sql`revoke all on ${sql.table(table)} from ${sql.ref(appRole)}`.execute(db)
    }
  },
}
