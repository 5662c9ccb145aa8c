import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'
import { dataVersionTable, tableVersionTable } from './data-version-table.ts'

/** By which key another system in this database knows a tenant. */
export const tenantKeys = 'core.tenant_keys'
/** Tables of other systems that plugins read, by the view they are read through. */
export const existingTables = 'core.existing_tables'

/**
 * Tables that lie elsewhere in this database: keys of tenants, what is read, and `core.note_change`, by which the owner of such a table
 * tells that it has changed. Nobody may call that until the owner of this database grants it.
 */
export const existingSchema: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table tenant_keys (
      tenant_id uuid not null, system text not null, key text not null, primary key (tenant_id, system))`.execute(db)
    await tenantTable('tenant_keys')
    // why: a key that two tenants have would show each the rows of the other
    await sql`create unique index tenant_keys_key on tenant_keys (system, key)`.execute(db)
    await sql`create table existing_tables (
      view_name text primary key, table_name text not null, system text not null, key_type text not null,
      changed_column text, seen text)`.execute(db)
    await sql`create function note_change(changed_table regclass, tenant_key text default null) returns void
      language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
      declare
        changed text := (select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.oid = changed_table);
        fresh uuid := gen_random_uuid();
        known uuid[] := array(select distinct k.tenant_id from core.existing_tables e
          join core.tenant_keys k on k.system = e.system and (tenant_key is null or k.key = tenant_key)
          where e.table_name = changed order by 1);
      begin
        insert into ${sql.table(dataVersionTable.name)} (tenant_id, version) select id, fresh from unnest(known) id
        on conflict (tenant_id) do update set version = excluded.version;
        insert into ${sql.table(tableVersionTable)} (tenant_id, table_name, version) select id, changed, fresh from unnest(known) id
        on conflict (tenant_id, table_name) do update set version = excluded.version;
      end $$`.execute(db)
    await sql`revoke all on function note_change(regclass, text) from public`.execute(db)
  },
}
