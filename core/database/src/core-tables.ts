import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'

/** Tenants, their customers, their events, and which plugins they use. */
export const coreTables: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`create table tenants (
      tenant_id uuid primary key,
      slug text not null,
      name text not null,
      timezone text not null default 'UTC',
      currency char(3) not null default 'USD',
      week_start smallint not null default 1 check (week_start between 1 and 7),
      fiscal_year_start_month smallint not null default 1 check (fiscal_year_start_month between 1 and 12),
      as_of_override timestamptz,
      created_at timestamptz not null default now())`.execute(db)
    await sql`create table accounts (
      tenant_id uuid not null, account_id uuid not null, name text not null,
      segment text, plan_tier text, industry text, region text, country char(2),
      csm_id uuid, owner_rep_id uuid, lifecycle_stage text,
      created_at timestamptz not null, churned_at timestamptz,
      properties jsonb not null default '{}',
      primary key (tenant_id, account_id))`.execute(db)
    await sql`create table users (
      tenant_id uuid not null, user_id uuid not null, account_id uuid,
      subscription_tier text not null default 'free', role text,
      created_at timestamptz not null, last_seen_at timestamptz, deleted_at timestamptz,
      properties jsonb not null default '{}',
      primary key (tenant_id, user_id),
      foreign key (tenant_id, account_id) references accounts (tenant_id, account_id))`.execute(db)
    await sql`create index users_account on users (tenant_id, account_id)`.execute(db)
    await sql`create index users_created on users (tenant_id, created_at)`.execute(db)
    await sql`create table events (
      tenant_id uuid not null, "timestamp" timestamptz not null, event_id uuid not null, event text not null,
      user_id uuid, account_id uuid, session_id uuid,
      properties jsonb not null default '{}',
      source_ids jsonb,
      received_at timestamptz not null default now(),
      primary key (tenant_id, "timestamp", event_id))`.execute(db)
    await sql`create unique index events_id on events (tenant_id, event_id)`.execute(db)
    await sql`create index events_event on events (tenant_id, event, "timestamp")`.execute(db)
    await sql`create index events_user on events (tenant_id, user_id, "timestamp")`.execute(db)
    await sql`create table tenant_plugins (
      tenant_id uuid not null, plugin_id text not null, enabled boolean not null,
      settings jsonb not null default '{}', changed_by uuid, changed_at timestamptz not null default now(),
      primary key (tenant_id, plugin_id))`.execute(db)
    await sql`create table projection_backlog (
      tenant_id uuid not null, plugin_id text not null, event_id uuid not null,
      failed_at timestamptz not null, reason text not null,
      primary key (tenant_id, plugin_id, event_id))`.execute(db)
    await sql`create table demo_loads (
      tenant_id uuid not null, plugin_id text not null, started_at timestamptz not null, done_at timestamptz,
      primary key (tenant_id, plugin_id))`.execute(db)
    const tables = ['tenants', 'accounts', 'users', 'events', 'tenant_plugins', 'projection_backlog', 'demo_loads']
    for (const table of tables) await tenantTable(table)
  },
}
