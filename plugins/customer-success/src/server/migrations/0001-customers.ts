import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** Customers, and what is done with them. */
export const customers: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`
      create table customers (
        tenant_id uuid not null, account_id uuid not null, name text, csm text,
        licensed_users int check (licensed_users >= 0), contract_started_on date, churned_at timestamptz,
        primary key (tenant_id, account_id)
      )`.execute(db)
    await tenantTable('customers')

    await sql`
      create table stakeholders (
        tenant_id uuid not null, stakeholder_id text not null, account_id uuid not null, name text, role text not null,
        is_decision_maker boolean not null default false, is_champion boolean not null default false,
        created_at timestamptz not null, left_at timestamptz,
        primary key (tenant_id, stakeholder_id),
        constraint left_after_created check (left_at >= created_at)
      )`.execute(db)
    await sql`create index on stakeholders (tenant_id, account_id)`.execute(db)
    await tenantTable('stakeholders')

    await sql`
      create table engagements (
        tenant_id uuid not null, engagement_id text not null, account_id uuid not null, team_member text,
        type text not null check (type in ('meeting', 'call', 'email', 'demo', 'training')),
        outcome text check (outcome in ('positive', 'neutral', 'negative', 'action_required')),
        subject text, scheduled_at timestamptz, completed_at timestamptz, missed boolean not null default false,
        replied_at timestamptz, inbound_at timestamptz, responded_at timestamptz, created_at timestamptz not null,
        happened_at timestamptz not null generated always as (coalesce(completed_at, scheduled_at, inbound_at, created_at)) stored,
        primary key (tenant_id, engagement_id),
        constraint missed_was_not_completed check (not missed or completed_at is null),
        constraint replied_after_sent check (replied_at >= completed_at),
        constraint responded_after_inbound check (responded_at >= inbound_at)
      )`.execute(db)
    await sql`create index on engagements (tenant_id, account_id, happened_at)`.execute(db)
    await sql`create index on engagements (tenant_id, happened_at)`.execute(db)
    await tenantTable('engagements')

    await sql`
      create table attendees (
        tenant_id uuid not null, engagement_id text not null, stakeholder_id text not null, attended boolean not null,
        primary key (tenant_id, engagement_id, stakeholder_id)
      )`.execute(db)
    await tenantTable('attendees')
  },
}
