import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** What events tell of visits, one row an event, and the visits made of them. */
export const visitsOfEvents: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`
      create table web_hits (
        tenant_id uuid not null,
        session_id text not null,
        event_id uuid not null,
        at timestamptz not null,
        visitor_id text,
        channel text,
        device_type text,
        page text,
        engaged_seconds int not null,
        is_key_event boolean not null,
        primary key (tenant_id, session_id, event_id)
      )`.execute(db)
    await sql`
      create table event_visits (
        tenant_id uuid not null,
        session_id text not null,
        started_at timestamptz not null,
        visitor_id text,
        channel text,
        landing_page text,
        device_type text not null,
        page_views int not null,
        engaged_seconds int not null,
        key_events int not null,
        primary key (tenant_id, session_id)
      )`.execute(db)
    await sql`create index on event_visits (tenant_id, started_at)`.execute(db)
    await sql`create table projection_turns (tenant_id uuid primary key, taken int not null default 0)`.execute(db)
    for (const table of ['web_hits', 'event_visits', 'projection_turns']) await tenantTable(table)
  },
}
