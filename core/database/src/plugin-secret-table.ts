import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'
import { appRole } from './roles.ts'

/**
 * Secrets that admins gave to plugins, sealed. The application role has no rights here: what a plugin sends to the database reaches none
 * of them, not even as ciphertext.
 */
export const pluginSecretTable: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table plugin_secrets (
      tenant_id uuid not null, plugin_id text not null, name text not null, key_id text not null, sealed bytea not null,
      set_by uuid, set_at timestamptz not null default now(),
      primary key (tenant_id, plugin_id, name))`.execute(db)
    await tenantTable('plugin_secrets')
    await sql`revoke all on plugin_secrets from ${sql.ref(appRole)}`.execute(db)
  },
}
