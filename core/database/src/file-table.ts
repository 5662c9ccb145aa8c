import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'
import { appRole } from './roles.ts'

/** Small files of plugins. Read and written by the owner only: one plugin's are no other one's business. */
export const fileTable: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table plugin_files (
      tenant_id uuid not null, plugin_id text not null, name text collate "C" not null,
      type text not null, size integer not null, written_at timestamptz not null, content bytea not null,
      primary key (tenant_id, plugin_id, name))`.execute(db)
    await tenantTable('plugin_files')
    await sql`revoke all on plugin_files from ${sql.ref(appRole)}`.execute(db)
  },
}
