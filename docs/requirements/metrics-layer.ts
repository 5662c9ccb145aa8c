import { marketing } from './metrics-layer-marketing.ts'
import { metricsLayerUse } from './metrics-layer-use.ts'
import type { RequirementDocument, Requirement, Section } from './requirement.ts'

const ofCustomer = (asks: string, metric: string, more: Partial<Requirement> = {}): Requirement => ({
  asks,
  metrics: [metric],
  views: ['metrics_customer_success'],
  ...more,
})

const customerSuccess: Section = {
  title: 'Customer success metrics',
  plugin: 'customer-success',
  requirements: [
    ofCustomer('Health score', 'customer_health_score', { tests: ['unifiedNames', 'healthOfDemo'] }),
    ofCustomer('Churn risk', 'churn_risk_score', { tests: ['unifiedNames', 'healthOfDemo'] }),
    ofCustomer('One score of success', 'composite_success_score', { tests: ['unifiedNames'] }),
    ofCustomer('Active users of a month', 'monthly_active_users', { tests: ['unifiedNames'] }),
    ofCustomer('Share of users who are activated', 'user_activation_rate', { tests: ['unifiedNames'] }),
    ofCustomer('Mean engagement of users', 'avg_engagement_score', { tests: ['unifiedNames'] }),
    ofCustomer('Features adopted', 'features_adopted', { tests: ['unifiedNames'] }),
    ofCustomer('Share of core features adopted', 'core_feature_adoption_rate', { tests: ['unifiedNames'] }),
    ofCustomer('Tickets of 30 days', 'support_tickets_30d', { tests: ['unifiedNames'] }),
    ofCustomer('Share of tickets resolved', 'ticket_resolution_rate', { tests: ['unifiedNames'] }),
    ofCustomer('Mean hours to resolution', 'avg_ticket_resolution_hours', { tests: ['unifiedNames'] }),
    ofCustomer('Devices in use', 'active_device_count', { tables: ['devices'], tests: ['unifiedNames'] }),
    ofCustomer('Health of devices', 'avg_device_health_score', { tables: ['device_days'], tests: ['unifiedNames'] }),
    ofCustomer('Volume of 30 days', 'volume_processed_30d', { tables: ['device_days'], tests: ['unifiedNames'] }),
    {
      asks: 'Material for reviews with a customer',
      pages: ['account'],
      rest: ['GET /api/customer-success/accounts/{accountId}'],
      later: 'reports',
    },
  ],
}

const ofRep = (asks: string, metrics: readonly string[], more: Partial<Requirement> = {}): Requirement => ({
  asks,
  metrics,
  views: ['metrics_sales'],
  ...more,
})

const sales: Section = {
  title: 'Sales metrics',
  plugin: 'sales',
  requirements: [
    ofRep(
      'Value of the pipeline, open opportunities, coverage',
      ['total_pipeline_value', 'open_opportunities', 'pipeline_coverage_ratio'],
      {
        settings: ['quotaPeriod', 'stageProbabilities'],
        tables: ['opportunities', 'opportunity_stage_history'],
        tests: ['unifiedNames', 'salesOracle', 'pipelineOfDemo'],
      },
    ),
    ofRep(
      'Deals won, revenue closed, win rate',
      ['deals_won_mtd', 'revenue_closed_mtd', 'win_rate', 'win_rate_amount'],
      {
        settings: ['winRateOf'],
        tests: ['unifiedNames', 'salesOracle', 'winsOfDemo'],
      },
    ),
    ofRep(
      'Deal size, length of the sales cycle',
      ['avg_deal_size', 'median_deal_size', 'avg_sales_cycle_days', 'median_sales_cycle_days'],
      { tests: ['unifiedNames', 'winsOfDemo'] },
    ),
    ofRep('Calls, mails and meetings of 30 days', ['calls_made_30d', 'emails_sent_30d', 'meetings_held_30d'], {
      tables: ['activities'],
      tests: ['unifiedNames'],
    }),
    {
      asks: 'Qualified leads and their conversion',
      metrics: ['total_mqls', 'mql_conversion_rate', 'marketing.total_mqls', 'marketing.mql_conversion_rate'],
      panels: ['rep_handover'],
      tests: ['unifiedNames', 'together', 'oneCustomer'],
    },
    {
      asks: 'Scorecards of sales people, pipeline reviews',
      pages: ['reps', 'rep', 'pipeline', 'deal'],
      rest: [
        'GET /api/sales/scorecards',
        'GET /api/sales/reps/{repId}',
        'GET /api/sales/pipeline',
        'GET /api/sales/deals/{dealId}',
      ],
      panels: ['activity_scorecard', 'stalled_deals'],
      tests: ['salesPages'],
    },
  ],
}

const ofProduct = (asks: string, metrics: readonly string[], more: Partial<Requirement> = {}): Requirement => ({
  asks,
  metrics,
  views: ['metrics_product_analytics'],
  ...more,
})

const product: Section = {
  title: 'Product metrics',
  plugin: 'product-analytics',
  requirements: [
    ofProduct('Daily active users', ['daily_active_users'], {
      panels: ['active_users'],
      tests: ['unifiedNames', 'activeUsers'],
    }),
    ofProduct('Weekly active users', ['weekly_active_users'], {
      panels: ['active_users'],
      tests: ['unifiedNames', 'activeUsers'],
    }),
    ofProduct('Monthly active users', ['monthly_active_users'], {
      panels: ['monthly_active'],
      tests: ['unifiedNames', 'activeUsers'],
    }),
    ofProduct('Stickiness: daily of monthly', ['dau_mau_ratio', 'dau_mau_point_ratio'], {
      panels: ['stickiness'],
      tests: ['unifiedNames', 'productDays'],
    }),
    ofProduct('Stickiness: weekly of monthly', ['wau_mau_ratio'], { tests: ['unifiedNames', 'productDays'] }),
    ofProduct('Length of a session', ['avg_session_duration', 'median_session_duration'], {
      settings: ['idleMinutes'],
      tests: ['unifiedNames'],
    }),
    ofProduct('Sessions of a user', ['sessions_per_user'], { tests: ['unifiedNames', 'sessionsPerUser'] }),
    ofProduct('Features a user uses', ['avg_features_used_per_user'], { tests: ['unifiedNames'] }),
    ofProduct('Power users, and their share', ['power_users', 'power_user_percentage'], {
      settings: ['powerDays'],
      tests: ['unifiedNames', 'userSegments'],
    }),
    ofProduct('Use on desktop', ['desktop_usage_pct', 'platform_share'], {
      panels: ['platforms'],
      tests: ['unifiedNames'],
    }),
    ofProduct('Use on mobile', ['mobile_usage_pct', 'platform_share'], {
      panels: ['platforms'],
      tests: ['unifiedNames'],
    }),
    ofProduct('Retention after 30 days', ['avg_30d_retention_rate'], {
      panels: ['retention'],
      tests: ['unifiedNames'],
    }),
  ],
}

const notYet: Section = {
  title: 'Named there as not implemented',
  plugin: 'customer-success',
  requirements: [
    ofCustomer('NPS of a customer', 'nps_score', { tables: ['support.nps_surveys'] }),
    ofCustomer('CSAT of a customer', 'csat_score', { tables: ['support.csat_surveys'] }),
    { asks: 'Days until the product first pays off', metrics: ['time_to_value_days'], tables: ['milestones'] },
    {
      asks: 'Potential of expansion',
      metrics: ['expansion_potential_score'],
      views: ['metrics_customer_success'],
      panels: ['expansion'],
      later: 'prediction',
      note: 'a socket that says what it waits for, in SQL too',
    },
    {
      asks: 'Attainment of quota',
      metrics: ['sales.quota_attainment_pct', 'sales.quota_pacing'],
      panels: ['sales.attainment'],
      tables: ['sales.quotas'],
      settings: ['sales.quotaPeriod', 'sales.quotaCounts'],
      tests: ['salesOracle', 'quotaOfDemo'],
    },
    {
      asks: 'Forecast of bookings',
      metrics: ['sales.forecast_amount', 'sales.forecast_low', 'sales.forecast_high'],
      views: ['metrics_sales'],
      panels: ['sales.forecast'],
      later: 'prediction',
      note: 'a socket that says what it waits for, in SQL too',
    },
    {
      asks: 'Deals that stand still',
      metrics: ['sales.stalled_deal_count', 'sales.stalled_pipeline_value', 'sales.median_days_in_stage'],
      panels: ['sales.stalled_deals'],
      settings: ['sales.rotDays'],
      tests: ['salesOracle', 'pipelineOfDemo'],
    },
    {
      asks: 'Share of contracts renewed',
      metrics: ['saas-metrics.renewal_rate', 'saas-metrics.contract_renewal_rate', 'sales.renewal_rate'],
      panels: ['saas-metrics.targets'],
      tables: ['saas-metrics.renewals'],
    },
    {
      asks: 'Adoption of a release in 7 days',
      metrics: ['product-analytics.feature_release_adoption_7d'],
      panels: ['product-analytics.release_adoption'],
      tables: ['product-analytics.releases', 'product-analytics.release_features'],
      tests: ['releaseAdoption'],
    },
    { asks: 'Share of sessions with errors', metrics: ['product-analytics.error_rate_pct'] },
    {
      asks: 'Share of sessions without a crash',
      metrics: ['product-analytics.crash_free_session_rate', 'product-analytics.crash_free_user_rate'],
      panels: ['product-analytics.crash_free'],
    },
    {
      asks: 'Results of A/B tests',
      pages: ['product-analytics.experiments'],
      rest: ['GET /api/product-analytics/experiments'],
      tables: ['product-analytics.experiments', 'product-analytics.experiment_variants'],
      tests: ['experiments', 'experimentsPage', 'newcombe', 'sameTwice'],
    },
    {
      asks: 'Mails opened',
      metrics: ['marketing.email_open_rate', 'marketing.email_machine_open_rate', 'marketing.email_click_rate'],
      panels: ['marketing.mails'],
      tables: ['marketing.email_daily'],
      tests: ['marketingAudience'],
      note: 'mail platforms bring their rows by import or REST',
    },
    {
      asks: 'Engagement on social platforms',
      metrics: ['marketing.social_engagement_rate', 'marketing.social_engagement_by_reach'],
      panels: ['marketing.social'],
      tables: ['marketing.social_daily'],
      tests: ['marketingAudience'],
      note: 'social platforms bring their rows by import or REST',
    },
    {
      asks: 'Awareness of the brand',
      metrics: ['marketing.brand_awareness_score', 'marketing.brand_aided_awareness'],
      panels: ['marketing.brand', 'marketing.brand_course'],
      tables: ['marketing.brand_surveys'],
      tests: ['marketingAudience'],
    },
    {
      asks: 'Lifetime value beside cost of a new customer',
      metrics: ['saas-metrics.ltv', 'marketing.lifetime_value_cac_ratio', 'marketing.cac_payback_months'],
      panels: ['marketing.ltv_cac', 'marketing.payback'],
    },
  ],
}

/** Figures of all domains, by domain and together, for BI tools. */
export const metricsLayer: RequirementDocument = {
  number: '003',
  title: 'Metrics layer',
  sections: [customerSuccess, sales, product, marketing, ...metricsLayerUse, notYet],
}
