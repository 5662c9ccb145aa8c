import { view } from '@tessera/plugin-api/server'
import { sql } from 'kysely'

/** What other plugins and BI tools may read: scores by account and day, and no words of customers. */
export const publish = {
  account_health: view(sql`
    select tenant_id, account_id, metric_date, overall_health_score, product_usage, support, engagement, business, coverage,
      segment, churn_risk_score, health_decline, engagement_reduction, business_risk, competitive_threats, model_version
    from health_metrics`),
  account_days: view(sql`select * from account_daily`),
  account_health_summary: view(sql`
    select h.tenant_id, h.account_id, avg(h.overall_health_score) as avg_health_score, max(h.metric_date) as last_updated,
      count(h.overall_health_score) as metric_count,
      (array_agg(h.overall_health_score order by h.metric_date desc))[1] as latest_health_score,
      (array_agg(h.segment order by h.metric_date desc))[1] as segment,
      (array_agg(h.overall_health_score order by h.metric_date desc))[1]
        - (array_agg(h.overall_health_score order by h.metric_date))[1] as trend_30d
    from health_metrics as h
    join (select tenant_id, max(metric_date) as last from health_metrics group by tenant_id) as latest
      on latest.tenant_id = h.tenant_id
    where h.metric_date > latest.last - 30
    group by h.tenant_id, h.account_id`),
  metrics_customer_success: view(sql`
    select d.tenant_id, d.metric_date, d.account_id as customer_id, d.account as customer_name, a.segment as customer_segment,
      a.plan_tier as customer_tier, d.customer_health_score, d.churn_risk_score, d.composite_success_score, d.health_trend_30d,
      d.monthly_active_users, d.activated_users::double precision / nullif(d.licensed_users, 0) as user_activation_rate,
      d.engagement_points / nullif(d.monthly_active_users, 0) as avg_engagement_score, d.features_adopted,
      d.core_features_adopted::double precision / nullif(d.core_features_entitled, 0) as core_feature_adoption_rate,
      d.support_tickets_30d, d.tickets_resolved_30d::double precision / nullif(d.support_tickets_30d, 0) as ticket_resolution_rate,
      d.resolution_hours_30d / nullif(d.tickets_done_30d, 0) as avg_ticket_resolution_hours, d.active_device_count,
      d.device_health_score as avg_device_health_score, d.volume_processed_30d,
      d.csat_good::double precision / nullif(d.csat_responses, 0) as csat_score, d.current_mrr, d.previous_month_mrr,
      case when d.status = 'at_risk' then d.current_mrr else 0 end as mrr_at_risk,
      case when d.customer_health_score >= 80 then 'Healthy' when d.customer_health_score >= 60 then 'Stable'
        when d.customer_health_score >= 40 then 'At Risk' when d.customer_health_score is not null then 'Critical' end as health_category
    from account_daily as d
    left join core.accounts as a on a.tenant_id = d.tenant_id and a.account_id = d.account_id`),
}
