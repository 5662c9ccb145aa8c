import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'

/** Which rollups are built for which tenant, and which times of which tables changed since. */
export const rollupTables: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table rollup_states (
      tenant_id uuid not null, rollup text not null, definition_hash text not null, table_name text not null,
      time_zone text not null, status text not null check (status in ('building', 'ready', 'broken', 'differs')),
      detail text, build uuid not null, changed_at timestamptz not null, built_at timestamptz, checked_at timestamptz,
      primary key (tenant_id, rollup, definition_hash))`.execute(db)
    await sql`create table data_changes (
      tenant_id uuid not null, table_name text not null, mark uuid not null,
      from_time timestamptz not null, to_time timestamptz not null,
      primary key (tenant_id, table_name, mark), check (from_time < to_time))`.execute(db)
    for (const table of ['rollup_states', 'data_changes']) await tenantTable(table)
  },
}
