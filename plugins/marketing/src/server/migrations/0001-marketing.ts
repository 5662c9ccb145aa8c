import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

const money = sql`numeric(18, 4) not null`

/** Tables by name: their columns, keys and what must hold in them. */
const tables = {
  campaigns: sql`
    campaign_id text not null,
    name text not null,
    platform text,
    channel text not null,
    started_on date not null,
    ended_on date,
    primary key (tenant_id, campaign_id),
    constraint last_day_follows_first check (ended_on >= started_on)`,
  campaign_budgets: sql`
    campaign_id text not null,
    period_start date not null,
    period_end date not null,
    amount ${money} check (amount >= 0),
    primary key (tenant_id, campaign_id, period_start),
    constraint period_is_at_most_ten_years check (period_end >= period_start and period_end < period_start + 3660)`,
  ad_spend_daily: sql`
    campaign_id text not null,
    metric_date date not null,
    spend ${money} check (spend >= 0),
    impressions bigint,
    clicks bigint,
    primary key (tenant_id, campaign_id, metric_date)`,
  costs: sql`
    cost_id text not null,
    kind text not null check (kind in ('programme', 'payroll', 'tools', 'other')),
    month date not null,
    amount ${money} check (amount >= 0),
    primary key (tenant_id, cost_id)`,
  leads: sql`
    lead_id text not null,
    account_id uuid,
    rep_id text,
    source_channel text,
    source_campaign_id text,
    lead_score numeric(6, 3) check (lead_score between 0 and 100),
    created_at timestamptz not null,
    mql_at timestamptz,
    sql_at timestamptz,
    opportunity_at timestamptz,
    customer_at timestamptz,
    disqualified_at timestamptz,
    primary key (tenant_id, lead_id)`,
  web_sessions: sql`
    session_id text not null,
    started_at timestamptz not null,
    visitor_id text,
    channel text,
    landing_page text,
    device_type text not null default 'other' check (device_type in ('desktop', 'mobile', 'tablet', 'other')),
    page_views int not null check (page_views >= 0),
    engaged_seconds int not null check (engaged_seconds >= 0),
    key_events int not null default 0 check (key_events >= 0),
    sessions int not null default 1 check (sessions > 0),
    primary key (tenant_id, session_id)`,
  email_daily: sql`
    campaign_id text not null,
    metric_date date not null,
    sent bigint not null,
    delivered bigint not null,
    unique_opens bigint not null,
    machine_opens bigint not null default 0,
    unique_clicks bigint not null,
    unsubscribes bigint not null default 0,
    primary key (tenant_id, campaign_id, metric_date),
    constraint no_more_delivered_than_sent check (delivered <= sent),
    constraint no_more_opened_than_delivered check (unique_opens <= delivered),
    constraint machine_opens_are_opens check (machine_opens <= unique_opens)`,
  social_daily: sql`
    network text not null,
    metric_date date not null,
    impressions bigint not null,
    reach bigint,
    engagements bigint not null,
    followers bigint,
    primary key (tenant_id, network, metric_date)`,
  brand_surveys: sql`
    wave date not null,
    segment text not null,
    respondents bigint not null,
    unaided bigint not null,
    aided bigint not null,
    primary key (tenant_id, wave, segment),
    constraint who_names_it_knows_it check (unaided <= aided and aided <= respondents)`,
} as const

const indexes = [
  ['ad_spend_daily', 'metric_date'],
  ['leads', 'created_at'],
  ['leads', 'mql_at'],
  ['leads', 'sql_at'],
  ['leads', 'customer_at'],
  ['leads', 'account_id'],
  ['web_sessions', 'started_at'],
  ['email_daily', 'metric_date'],
  ['social_daily', 'metric_date'],
] as const

/** Campaigns with budgets and spend, leads, visits, mails, social networks, surveys of the brand, and costs. */
export const marketing: Migration = {
  up: async (db, { tenantTable }) => {
    for (const [name, columns] of Object.entries(tables)) {
      await sql`create table ${sql.ref(name)} (tenant_id uuid not null, ${columns})`.execute(db)
      await tenantTable(name)
    }
    for (const [table, columns] of indexes) {
      await sql`create index on ${sql.ref(table)} (tenant_id, ${sql.raw(columns)})`.execute(db)
    }
  },
}
