import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** Goals, signals and interventions, and what other systems measured. */
export const progress: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`
      create table goals (
        tenant_id uuid not null, goal_id text not null, account_id uuid not null, title text not null,
        status text not null check (status in ('open', 'completed', 'missed', 'cancelled')),
        created_at timestamptz not null, due_on date, completed_on date,
        primary key (tenant_id, goal_id),
        constraint completed_on_follows_status check ((status = 'completed') = (completed_on is not null))
      )`.execute(db)
    await sql`create index on goals (tenant_id, due_on)`.execute(db)
    await sql`create index on goals (tenant_id, account_id)`.execute(db)
    await tenantTable('goals')
    await sql`
      create table milestones (
        tenant_id uuid not null, account_id uuid not null, milestone text not null, reached_at timestamptz not null,
        primary key (tenant_id, account_id, milestone)
      )`.execute(db)
    await tenantTable('milestones')
    await sql`
      create table signals (
        tenant_id uuid not null, signal_id text not null, account_id uuid not null,
        signal_type text not null check (signal_type in
          ('competitor_mention', 'feature_request', 'pricing_discussion', 'budget_constraint', 'support_escalation')),
        strength double precision not null default 1 check (strength between 0 and 1), note text,
        occurred_at timestamptz not null,
        primary key (tenant_id, signal_id)
      )`.execute(db)
    await sql`create index on signals (tenant_id, account_id, occurred_at)`.execute(db)
    await tenantTable('signals')
    await sql`
      create table interventions (
        tenant_id uuid not null, intervention_id text not null, account_id uuid not null, playbook text not null,
        team_member text, risk_before numeric, risk_after numeric, cost numeric(14, 2),
        opened_at timestamptz not null, closed_at timestamptz,
        outcome text check (outcome in ('improved', 'unchanged', 'worsened')),
        primary key (tenant_id, intervention_id),
        constraint closed_after_opened check (closed_at >= opened_at)
      )`.execute(db)
    await sql`create index on interventions (tenant_id, account_id)`.execute(db)
    await tenantTable('interventions')

    await sql`
      create table measurements (
        tenant_id uuid not null, account_id uuid not null, input text not null, measured_on date not null,
        value double precision not null,
        primary key (tenant_id, account_id, input, measured_on)
      )`.execute(db)
    await sql`create index on measurements (tenant_id, measured_on)`.execute(db)
    await tenantTable('measurements')
    await sql`
      create table health_history (
        tenant_id uuid not null, account_id uuid not null, metric_date date not null,
        overall_health_score numeric not null, churn_risk_score numeric,
        primary key (tenant_id, account_id, metric_date)
      )`.execute(db)
    await tenantTable('health_history')
    await sql`
      create table benchmarks (
        tenant_id uuid not null, metric text not null, industry text not null, period_start date not null,
        value numeric not null, sample_n bigint, source text,
        primary key (tenant_id, metric, industry, period_start)
      )`.execute(db)
    await tenantTable('benchmarks')
    await sql`
      create table devices (
        tenant_id uuid not null, device_id text not null, account_id uuid not null, kind text,
        status text not null check (status in ('active', 'inactive', 'retired')),
        primary key (tenant_id, device_id)
      )`.execute(db)
    await tenantTable('devices')
    await sql`
      create table device_days (
        tenant_id uuid not null, device_id text not null, metric_date date not null,
        health_score numeric, uptime numeric, volume numeric,
        primary key (tenant_id, device_id, metric_date)
      )`.execute(db)
    await sql`create index on device_days (tenant_id, metric_date)`.execute(db)
    await tenantTable('device_days')
  },
}
