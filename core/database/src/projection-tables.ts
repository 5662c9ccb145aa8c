import { sql } from 'kysely'
import type { Migration } from '@tessera/plugin-api/server'

/**
 * How far each projection of a plugin has read a tenant's events. Events get the number of the commit that stored them; those
 * stored before there were numbers keep 0.
 */
export const projectionTables: Migration = {
  up: async (db, { tenantTable }) => {
    // why: the row is rewritten by every commit of events; room on its page keeps that cheap
    await sql`create table event_logs (
      tenant_id uuid primary key, last_commit bigint not null default 0, has_unnumbered boolean not null default false)
      with (fillfactor = 20)`.execute(db)
    await sql`insert into event_logs (tenant_id, has_unnumbered)
      select t.tenant_id, exists (select from events e where e.tenant_id = t.tenant_id) from tenants t`.execute(db)
    await sql`alter table events add column commit_number bigint not null default 0`.execute(db)
    await sql`create index events_commit on events (tenant_id, commit_number) where commit_number > 0`.execute(db)
    await sql`create table bookmarks (
      tenant_id uuid not null, plugin_id text not null, part int not null,
      event_types text[] not null, version int not null,
      read_commit bigint not null, read_time timestamptz, read_id uuid,
      attempts int not null default 0, reason text, next_at timestamptz not null default now(),
      primary key (tenant_id, plugin_id, part), check ((read_time is null) = (read_id is null)))
      with (fillfactor = 40)`.execute(db)
    await sql`alter table projection_backlog
      add column attempts int not null default 0, add column next_at timestamptz not null default now()`.execute(db)
    await sql`create index projection_backlog_next on projection_backlog (next_at)`.execute(db)
    for (const table of ['event_logs', 'bookmarks']) await tenantTable(table)
  },
}
