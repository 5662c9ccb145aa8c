import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'
import { appRole } from './roles.ts'

/** Who did what in a tenant, and when. Rows are added and never changed. */
export const auditTable: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table audit (
      tenant_id uuid not null, at timestamptz not null, entry_id uuid not null,
      actor_kind text not null, actor_id text, actor_name text,
      plugin_id text, action text not null, subject text, details jsonb not null,
      primary key (tenant_id, at, entry_id))`.execute(db)
    await sql`create index audit_of_plugin on audit (tenant_id, plugin_id, at desc, entry_id desc)`.execute(db)
    await tenantTable('audit')
    await sql`revoke update, delete on audit from ${sql.ref(appRole)}`.execute(db)
  },
}
