import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'
import { appRole } from './roles.ts'

/** Locks of plugins: who holds one, and until when. Read and written by the owner only. */
export const lockTable: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table plugin_locks (
      tenant_id uuid not null, plugin_id text not null, name text not null, holder uuid not null, held_until timestamptz not null,
      primary key (tenant_id, plugin_id, name))`.execute(db)
    await tenantTable('plugin_locks')
    await sql`revoke all on plugin_locks from ${sql.ref(appRole)}`.execute(db)
  },
}
