import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'
import { appRole } from './roles.ts'

/**
 * What the unified layer keeps: values of metrics by day, which days are done, the catalogue as rows, and the logins of BI tools. Written by
 * the owner only.
 */
export const unifiedTables: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table metric_values (
      tenant_id uuid not null, metric_id text not null, entity_type text not null, entity_id text not null, metric_date date not null,
      value double precision not null, n double precision, numerator double precision, denominator double precision,
      definition_version int not null, is_final boolean not null, computed_at timestamptz not null,
      primary key (tenant_id, metric_id, entity_type, entity_id, metric_date))`.execute(db)
    await sql`create index metric_values_by_day on metric_values (tenant_id, metric_date, metric_id)`.execute(db)
    await sql`create table metric_days (
      tenant_id uuid not null, metric_date date not null, is_final boolean not null, computed_at timestamptz not null,
      data_version text not null, metrics jsonb not null,
      primary key (tenant_id, metric_date))`.execute(db)
    await sql`create table bi_logins (
      tenant_id uuid not null, role_name name not null, title text not null, created_at timestamptz not null default now(),
      ended_at timestamptz,
      primary key (tenant_id, role_name))`.execute(db)
    for (const table of ['metric_values', 'metric_days', 'bi_logins']) {
      await tenantTable(table)
      await sql`revoke all on ${sql.ref(table)} from ${sql.ref(appRole)}`.execute(db)
    }
    await sql`create table metric_catalogue (
      metric_id text primary key, plugins text[] not null, domain text not null, metric_name text not null, column_name text not null,
      title text not null, description text not null, unit text not null, direction text not null, tier int not null,
      additivity text not null, kind text not null, formula text not null, owner text not null, version int not null,
      target_op text, target_value double precision, target_days int, entity_type text not null, dimensions text[] not null)`.execute(
      db,
    )
    await sql`create table dimension_catalogue (
      dimension_id text primary key, plugins text[] not null, title text not null, description text not null, type text not null,
      is_personal boolean not null)`.execute(db)
    await sql`create function bi_tenant() returns uuid language sql stable parallel safe security definer
      set search_path = pg_catalog, pg_temp as $$
        select case when pg_has_role(session_user, ${sql.lit(appRole)}, 'member')
          then nullif(current_setting('app.tenant_id', true), '')::uuid
          else (select tenant_id from core.bi_logins where role_name = session_user and ended_at is null) end $$`.execute(
      db,
    )
    await sql`revoke execute on function bi_tenant() from public`.execute(db)
  },
}
