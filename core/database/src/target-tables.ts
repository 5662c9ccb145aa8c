import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'

/** Targets that tenants set for periods, of all there is (dimension '') or of one value, and who changed what of them when. */
export const targetTables: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table targets (
      tenant_id uuid not null, metric_id text not null, dimension_id text not null, dimension_value text not null,
      from_day date not null, to_day date not null check (to_day > from_day),
      bound text not null check (bound in ('gt', 'gte', 'lt', 'lte')), value double precision not null,
      set_by uuid, set_at timestamptz not null default now(),
      primary key (tenant_id, metric_id, dimension_id, dimension_value, from_day))`.execute(db)
    await sql`create table target_changes (
      tenant_id uuid not null, metric_id text not null, changed_at timestamptz not null, change_id uuid not null,
      changed_by uuid, change jsonb not null,
      primary key (tenant_id, metric_id, changed_at, change_id))`.execute(db)
    await tenantTable('targets')
    await tenantTable('target_changes')
  },
}
