import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

const terms = sql`
        billing_interval text not null check (billing_interval in ('day', 'week', 'month', 'year')),
        interval_count int not null check (interval_count > 0),
        amount numeric(18, 4) not null check (amount >= 0),
        currency text check (currency ~ '^[A-Z]{3}$')`

/** Plans, what subscriptions are from when on, what other currencies are worth, renewals, invoices and revenue events. */
export const revenue: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`
      create table plans (
        tenant_id uuid not null,
        plan_id text not null,
        name text not null,
        tier text not null,
        ${terms},
        primary key (tenant_id, plan_id)
      )`.execute(db)
    await sql`
      create table subscription_changes (
        tenant_id uuid not null,
        subscription_id text not null,
        changed_at timestamptz not null,
        account_id uuid not null,
        plan_id text not null,
        status text not null
          check (status in ('trialing', 'active', 'past_due', 'unpaid', 'paused', 'incomplete', 'canceled')),
        quantity int not null default 1 check (quantity >= 0),
        ${terms},
        discount_ratio numeric(9, 8) not null default 0 check (discount_ratio between 0 and 1),
        discount_kind text not null default 'forever' check (discount_kind in ('forever', 'repeating', 'once')),
        trial_ends_at timestamptz,
        term_ends_at timestamptz,
        canceled_at timestamptz,
        reason text,
        primary key (tenant_id, subscription_id, changed_at)
      )`.execute(db)
    await sql`create index on subscription_changes (tenant_id, account_id)`.execute(db)
    await sql`
      create table exchange_rates (
        tenant_id uuid not null,
        currency text not null check (currency ~ '^[A-Z]{3}$'),
        valid_from timestamptz not null,
        rate numeric(20, 10) not null check (rate > 0),
        primary key (tenant_id, currency, valid_from)
      )`.execute(db)
    await sql`
      create table renewals (
        tenant_id uuid not null,
        renewal_id text not null,
        account_id uuid not null,
        subscription_id text,
        due_date date not null,
        amount_up numeric(18, 4) not null check (amount_up >= 0),
        amount_renewed numeric(18, 4) check (amount_renewed >= 0),
        outcome text not null default 'pending' check (outcome in ('pending', 'renewed', 'downgraded', 'churned')),
        closed_at timestamptz,
        primary key (tenant_id, renewal_id)
      )`.execute(db)
    await sql`create index on renewals (tenant_id, account_id, due_date)`.execute(db)
    await sql`create index on renewals (tenant_id, due_date)`.execute(db)
    await sql`
      create table invoices (
        tenant_id uuid not null,
        invoice_id text not null,
        account_id uuid not null,
        subscription_id text,
        issued_at timestamptz not null,
        due_at timestamptz not null,
        paid_at timestamptz,
        amount numeric(18, 4) not null check (amount >= 0),
        currency text check (currency ~ '^[A-Z]{3}$'),
        status text not null check (status in ('draft', 'open', 'paid', 'void', 'uncollectible')),
        primary key (tenant_id, invoice_id),
        constraint paid_at_follows_status check ((status = 'paid') = (paid_at is not null))
      )`.execute(db)
    await sql`create index on invoices (tenant_id, account_id, due_at)`.execute(db)
    await sql`
      create table revenue_events (
        tenant_id uuid not null,
        event_id text not null,
        event_type text not null,
        user_id uuid,
        team_id text,
        account_id uuid,
        subscription_id text,
        amount numeric(18, 4) not null check (amount >= 0),
        currency text check (currency ~ '^[A-Z]{3}$'),
        billing_period text,
        stripe_event_id text,
        occurred_at timestamptz not null,
        metadata jsonb,
        primary key (tenant_id, event_id)
      )`.execute(db)
    await sql`create index on revenue_events (tenant_id, occurred_at)`.execute(db)
    await sql`create index on revenue_events (tenant_id, user_id)`.execute(db)
    await sql`
      create unique index on revenue_events (tenant_id, stripe_event_id) where stripe_event_id is not null`.execute(db)
    for (const table of ['plans', 'subscription_changes', 'exchange_rates', 'renewals', 'invoices', 'revenue_events']) {
      await tenantTable(table)
    }
  },
}
