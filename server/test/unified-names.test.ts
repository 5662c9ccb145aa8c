import { join } from 'node:path'
import { discoverPlugins, loadPlugins } from '@tessera/registry'
import { gatherMetrics } from '@tessera/unified'
import { expect, test } from 'vitest'

/** Names that analysts were promised, by domain. */
const promised: Readonly<Record<string, readonly string[]>> = {
  customer_success: [
    'customer_health_score',
    'churn_risk_score',
    'composite_success_score',
    'monthly_active_users',
    'user_activation_rate',
    'avg_engagement_score',
    'features_adopted',
    'core_feature_adoption_rate',
    'support_tickets_30d',
    'ticket_resolution_rate',
    'avg_ticket_resolution_hours',
    'active_device_count',
    'avg_device_health_score',
    'volume_processed_30d',
    'current_mrr',
    'previous_month_mrr',
    'nps_score',
    'csat_score',
    'time_to_value_days',
  ],
  product: [
    'daily_active_users',
    'weekly_active_users',
    'monthly_active_users',
    'dau_mau_ratio',
    'wau_mau_ratio',
    'avg_session_duration',
    'sessions_per_user',
    'avg_features_used_per_user',
    'power_users',
    'power_user_percentage',
    'desktop_usage_pct',
    'mobile_usage_pct',
    'avg_30d_retention_rate',
    'feature_release_adoption_7d',
    'error_rate_pct',
    'crash_free_session_rate',
  ],
  sales: [
    'total_pipeline_value',
    'open_opportunities',
    'pipeline_coverage_ratio',
    'deals_won_mtd',
    'revenue_closed_mtd',
    'win_rate',
    'avg_deal_size',
    'avg_sales_cycle_days',
    'calls_made_30d',
    'emails_sent_30d',
    'meetings_held_30d',
    'total_mqls',
    'mql_conversion_rate',
    'quota_attainment_pct',
    'stalled_deal_count',
    'renewal_rate',
  ],
  marketing: [
    'total_ad_spend_active',
    'total_mqls',
    'overall_roi',
    'lead_conversion_rate',
    'avg_touchpoints_to_conversion',
    'cost_per_mql',
    'website_sessions',
    'bounce_rate',
    'website_conversion_rate',
    'customer_acquisition_cost',
    'lifetime_value_cac_ratio',
    'email_open_rate',
    'social_engagement_rate',
    'brand_awareness_score',
  ],
}

/** What rows of a domain are about; leads and renewals name nobody who sells. */
const aboutOf: Readonly<Record<string, readonly string[]>> = {
  customer_success: ['customer'],
  sales: ['rep'],
}

test('the shipped plugins give the unified layer the metrics it was promised with, under their names', async () => {
  const metrics = gatherMetrics(await loadPlugins(await discoverPlugins(join(import.meta.dirname, '../..'))))
  for (const [domain, names] of Object.entries(promised)) {
    const own = metrics.filter((metric) => metric.domain === domain)
    expect(own.map(({ name }) => name)).toEqual(expect.arrayContaining([...names]))
    const about = new Set(own.filter(({ name }) => names.includes(name)).map(({ entity }) => entity?.type ?? 'tenant'))
    expect([...about], domain).toEqual(aboutOf[domain] ?? ['tenant'])
  }
  const columns = metrics.map(({ column }) => column)
  expect(columns).toEqual(expect.arrayContaining(['daily_active_users', 'mrr']))
  expect(new Set(columns).size).toBe(columns.length)
})
