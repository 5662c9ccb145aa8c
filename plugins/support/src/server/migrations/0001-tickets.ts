import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** Tickets as they stand. */
export const tickets: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`
      create table tickets (
        tenant_id uuid not null,
        ticket_id text not null,
        user_id uuid,
        account_id uuid,
        subject text,
        status text not null check (status in ('open', 'in_progress', 'resolved', 'closed')),
        priority text not null check (priority in ('urgent', 'high', 'medium', 'low')),
        category text check (category in ('bug', 'feature_request', 'billing', 'general')),
        team text,
        assignee text,
        escalated boolean not null default false,
        created_at timestamptz not null,
        first_response_at timestamptz,
        first_resolved_at timestamptz,
        resolved_at timestamptz,
        reopened_count int not null default 0 check (reopened_count >= 0),
        first_done_at timestamptz generated always as (
          case when reopened_count = 0 then coalesce(first_resolved_at, resolved_at) else first_resolved_at end
        ) stored,
        primary key (tenant_id, ticket_id),
        constraint resolved_at_follows_status check ((status in ('resolved', 'closed')) = (resolved_at is not null)),
        constraint created_before_all_else check (
          first_response_at >= created_at and first_resolved_at >= created_at and resolved_at >= created_at),
        constraint first_resolved_before_last check (first_resolved_at <= resolved_at)
      )`.execute(db)
    await sql`create index on tickets (tenant_id, created_at)`.execute(db)
    await sql`create index on tickets (tenant_id, account_id, created_at)`.execute(db)
    await sql`create index on tickets (tenant_id, created_at) where resolved_at is null`.execute(db)
    await sql`create index on tickets (tenant_id, resolved_at) where resolved_at is not null`.execute(db)
    await sql`create index on tickets (tenant_id, first_done_at) where first_done_at is not null`.execute(db)
    await sql`create index on tickets (tenant_id, first_response_at) where first_response_at is not null`.execute(db)
    await tenantTable('tickets')
  },
}
