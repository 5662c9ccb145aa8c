import type { Migration } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** What the job reckons of accounts, day by day. Nobody imports it. */
export const reckoned: Migration = {
  up: async (db, { tenantTable }) => {
    await sql`
      create table health_metrics (
        tenant_id uuid not null, account_id uuid not null, metric_date date not null,
        overall_health_score numeric(10, 6), product_usage double precision, support double precision,
        engagement double precision, business double precision, coverage numeric(7, 6) not null,
        segment text, parts jsonb not null default '[]',
        churn_risk_score numeric(10, 6), health_decline double precision, engagement_reduction double precision,
        business_risk double precision, competitive_threats double precision, indicators jsonb not null default '[]',
        model_version text not null,
        primary key (tenant_id, account_id, metric_date)
      )`.execute(db)
    await sql`create index on health_metrics (tenant_id, metric_date)`.execute(db)
    await tenantTable('health_metrics')

    await sql`
      create table account_daily (
        tenant_id uuid not null, account_id uuid not null, metric_date date not null,
        account text not null, csm text, status text not null, segment text, risk_level text,
        customer_health_score numeric(10, 6), churn_risk_score numeric(10, 6),
        composite_success_score numeric(10, 6), health_trend_30d numeric(10, 6),
        monthly_active_users int, licensed_users int, activated_users int, engagement_points numeric(20, 4),
        features_adopted int, core_features_adopted int, core_features_entitled int,
        support_tickets_30d int, tickets_resolved_30d int, tickets_done_30d int, resolution_hours_30d numeric(20, 4),
        csat_good int, csat_responses int, active_device_count int, device_health_score numeric(10, 6),
        volume_processed_30d numeric(20, 4), current_mrr numeric(14, 4), previous_month_mrr numeric(14, 4),
        success_driven_expansion numeric(14, 4), days_since_engagement int, last_engagement_on date,
        primary key (tenant_id, account_id, metric_date)
      )`.execute(db)
    await sql`create index on account_daily (tenant_id, metric_date)`.execute(db)
    await tenantTable('account_daily')

    await sql`
      create table segment_changes (
        tenant_id uuid not null, account_id uuid not null, changed_on date not null,
        from_segment text not null, to_segment text not null,
        is_recovery boolean not null, is_decline boolean not null, days_at_risk int,
        primary key (tenant_id, account_id, changed_on)
      )`.execute(db)
    await sql`create index on segment_changes (tenant_id, changed_on)`.execute(db)
    await tenantTable('segment_changes')
  },
}
