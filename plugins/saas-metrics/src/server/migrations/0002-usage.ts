import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** Use of the API, errors, checks of health, activations and sessions of agents. */
export const usage: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`
      create table usage_logs (
        tenant_id uuid not null,
        log_id text not null,
        occurred_at timestamptz not null,
        user_id uuid,
        account_id uuid,
        endpoint text not null,
        method text not null,
        status_code int not null check (status_code between 100 and 599),
        response_time_ms double precision check (response_time_ms >= 0),
        requests int not null default 1 check (requests > 0),
        metadata jsonb,
        primary key (tenant_id, log_id)
      )`.execute(db)
    await sql`create index on usage_logs (tenant_id, occurred_at)`.execute(db)
    await sql`create index on usage_logs (tenant_id, user_id, occurred_at)`.execute(db)
    await sql`
      create table error_logs (
        tenant_id uuid not null,
        error_id text not null,
        occurred_at timestamptz not null,
        user_id uuid,
        account_id uuid,
        error_type text not null,
        error_message text,
        endpoint text,
        severity text not null default 'error' check (severity in ('info', 'warning', 'error', 'critical')),
        resolved_at timestamptz,
        primary key (tenant_id, error_id)
      )`.execute(db)
    await sql`create index on error_logs (tenant_id, occurred_at)`.execute(db)
    await sql`create index on error_logs (tenant_id, user_id)`.execute(db)
    await sql`
      create table health_checks (
        tenant_id uuid not null,
        service_name text not null,
        checked_at timestamptz not null,
        status text not null check (status in ('healthy', 'degraded', 'down')),
        response_time_ms double precision check (response_time_ms >= 0),
        primary key (tenant_id, service_name, checked_at)
      )`.execute(db)
    await sql`create index on health_checks (tenant_id, checked_at)`.execute(db)
    await sql`
      create table user_activations (
        tenant_id uuid not null,
        user_id uuid not null,
        activation_type text not null
          check (activation_type in ('profile_completed', 'first_api_call', 'first_agent_session')),
        completed_at timestamptz not null,
        metadata jsonb,
        primary key (tenant_id, user_id, activation_type)
      )`.execute(db)
    await sql`
      create table agent_sessions (
        tenant_id uuid not null,
        session_id text not null,
        user_id uuid,
        account_id uuid,
        agent_id text,
        started_at timestamptz not null,
        ended_at timestamptz check (ended_at >= started_at),
        messages_count int check (messages_count >= 0),
        status text,
        primary key (tenant_id, session_id)
      )`.execute(db)
    await sql`create index on agent_sessions (tenant_id, started_at)`.execute(db)
    await sql`create index on agent_sessions (tenant_id, user_id)`.execute(db)
    for (const table of ['usage_logs', 'error_logs', 'health_checks', 'user_activations', 'agent_sessions']) {
      await tenantTable(table)
    }
  },
}
