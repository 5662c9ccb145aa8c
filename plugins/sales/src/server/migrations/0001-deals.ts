import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** Sales people, deals with their stages, activities and quotas. */
export const deals: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`
      create table reps (
        tenant_id uuid not null,
        rep_id text not null,
        name text not null,
        team text,
        started_on date,
        primary key (tenant_id, rep_id)
      )`.execute(db)
    await sql`
      create table opportunities (
        tenant_id uuid not null,
        opportunity_id text not null,
        name text not null,
        account_id uuid,
        lead_id text,
        rep_id text not null,
        deal_type text not null default 'new_business' check (deal_type in ('new_business', 'expansion', 'renewal')),
        status text not null check (status in ('open', 'won', 'lost')),
        stage text,
        amount numeric(18, 4) not null check (amount >= 0),
        currency text check (currency ~ '^[A-Z]{3}$'),
        exchange_rate numeric(20, 10) check (exchange_rate > 0),
        source text,
        created_at timestamptz not null,
        expected_close_date date,
        closed_at timestamptz,
        lost_reason text,
        primary key (tenant_id, opportunity_id),
        constraint closed_at_follows_status check ((status = 'open') = (closed_at is null)),
        constraint open_deal_has_a_stage check (status <> 'open' or stage is not null),
        constraint created_before_closed check (closed_at >= created_at)
      )`.execute(db)
    await sql`create index on opportunities (tenant_id, account_id)`.execute(db)
    await sql`create index on opportunities (tenant_id, created_at)`.execute(db)
    await sql`create index on opportunities (tenant_id, closed_at) where closed_at is not null`.execute(db)
    await sql`
      create table opportunity_stage_history (
        tenant_id uuid not null,
        opportunity_id text not null,
        entered_at timestamptz not null,
        stage text not null,
        amount numeric(18, 4) check (amount >= 0),
        expected_close_date date,
        primary key (tenant_id, opportunity_id, entered_at)
      )`.execute(db)
    await sql`
      create table activities (
        tenant_id uuid not null,
        activity_id text not null,
        rep_id text not null,
        opportunity_id text,
        account_id uuid,
        type text not null check (type in ('call', 'email', 'meeting')),
        completed boolean not null default true,
        subject text,
        occurred_at timestamptz not null,
        primary key (tenant_id, activity_id)
      )`.execute(db)
    await sql`create index on activities (tenant_id, occurred_at)`.execute(db)
    await sql`create index on activities (tenant_id, opportunity_id)`.execute(db)
    await sql`
      create table quotas (
        tenant_id uuid not null,
        rep_id text not null,
        period_start date not null,
        set_on date not null,
        period_end date not null,
        amount numeric(18, 4) not null check (amount >= 0),
        primary key (tenant_id, rep_id, period_start, set_on),
        constraint quota_ends_within_two_years_of_its_start check (period_end between period_start and period_start + 731)
      )`.execute(db)
    for (const table of ['reps', 'opportunities', 'opportunity_stage_history', 'activities', 'quotas']) {
      await tenantTable(table)
    }
  },
}
