import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'

/** What admins changed in the settings of plugins, when and who. What counts now stands in `tenant_plugins`. */
export const settingsTables: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table settings_changes (
      tenant_id uuid not null, plugin_id text not null, changed_at timestamptz not null, change_id uuid not null,
      changed_by uuid, changed jsonb not null,
      primary key (tenant_id, plugin_id, changed_at, change_id))`.execute(db)
    await tenantTable('settings_changes')
  },
}
