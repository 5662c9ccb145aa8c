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
}
