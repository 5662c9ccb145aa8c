import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** Sessions, active days and uses of features; `source` is `events`, or the tool imported rows are from. */
export const use: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`
      create table sessions (
        tenant_id uuid not null,
        session_id uuid not null,
        user_id uuid not null,
        account_id uuid,
        started_at timestamptz not null,
        ended_at timestamptz not null,
        active_seconds int not null,
        platform text not null,
        release text not null,
        errored boolean not null,
        crashed boolean not null,
        primary key (tenant_id, session_id),
        check (ended_at >= started_at)
      )`.execute(db)
    await sql`create index on sessions (tenant_id, user_id, started_at)`.execute(db)
    await sql`create index on sessions (tenant_id, started_at)`.execute(db)
    await tenantTable('sessions')

    await sql`
      create table active_days (
        tenant_id uuid not null,
        source text not null,
        user_id uuid not null,
        active_date date not null,
        platform text not null,
        release text not null,
        account_id uuid,
        sessions bigint not null,
        active_seconds bigint not null,
        errored_sessions bigint not null,
        crashed_sessions bigint not null,
        primary key (tenant_id, user_id, active_date, platform, release, source),
        check (errored_sessions <= sessions and crashed_sessions <= sessions)
      )`.execute(db)
    await sql`create index on active_days (tenant_id, active_date)`.execute(db)
    await tenantTable('active_days')

    await sql`
      create table feature_days (
        tenant_id uuid not null,
        source text not null,
        user_id uuid not null,
        feature text not null,
        active_date date not null,
        account_id uuid,
        uses bigint not null,
        primary key (tenant_id, user_id, feature, active_date, source)
      )`.execute(db)
    await sql`create index on feature_days (tenant_id, active_date)`.execute(db)
    await tenantTable('feature_days')

    await sql`create table projection_turns (tenant_id uuid primary key, taken int not null default 0)`.execute(db)
    await tenantTable('projection_turns')
  },
}
