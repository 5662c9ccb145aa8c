import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** Subscriptions of a tenant's people; open while `ended_at` is null. */
export const shopTables: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table subscriptions (
      tenant_id uuid not null, subscription_id uuid not null, user_id uuid not null, plan text not null,
      started_at timestamptz not null, ended_at timestamptz,
      primary key (tenant_id, subscription_id))`.execute(db)
    await sql`create index subscriptions_started on subscriptions (tenant_id, started_at)`.execute(db)
    await tenantTable('subscriptions')
  },
}
