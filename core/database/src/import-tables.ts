import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'

/**
 * What people imported, and what an import needs to be undone: of each row it touched the key, how it was before (null where it was
 * not there), and a digest of how the import left it. While an import runs, rows it left alone stand here too, by their keys.
 */
export const importTables: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table imports (
      tenant_id uuid not null, import_id uuid not null, plugin_id text not null, table_name text not null, file_name text,
      actor_kind text not null, actor_id text, actor_name text,
      began_at timestamptz not null, ended_at timestamptz, cancelled boolean not null default false,
      inserted int not null default 0, updated int not null default 0, unchanged int not null default 0, refused int not null default 0,
      forgotten boolean not null default false,
      undone_at timestamptz, removed int not null default 0, restored int not null default 0, left_over int not null default 0,
      primary key (tenant_id, import_id))`.execute(db)
    await sql`create index imports_began on imports (tenant_id, began_at desc)`.execute(db)
    await tenantTable('imports')
    await sql`create table import_rows (
      tenant_id uuid not null, import_id uuid not null, key_digest uuid not null, line int not null,
      key jsonb, before jsonb, after uuid,
      primary key (tenant_id, import_id, key_digest))`.execute(db)
    await tenantTable('import_rows')
  },
}
