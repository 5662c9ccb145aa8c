import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** Contacts of leads with marketing. */
export const touchpoints: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`
      create table touchpoints (
        tenant_id uuid not null,
        touchpoint_id text not null,
        lead_id text not null,
        channel text not null,
        campaign_id text,
        occurred_at timestamptz not null,
        primary key (tenant_id, touchpoint_id)
      )`.execute(db)
    await sql`create index on touchpoints (tenant_id, lead_id, occurred_at)`.execute(db)
    await tenantTable('touchpoints')
  },
}
