import type { Section } from './requirement.ts'

/** How the layer is read: views, queries, tools, dashboards. */
export const metricsLayerUse: readonly Section[] = [
  {
    title: 'Views',
    requirements: [
      {
        asks: 'Customer success, a column for each metric, and the category of health as text',
        views: ['metrics_customer_success', 'metrics_customer_success_total'],
        tests: ['unifiedNames', 'unifiedViews', 'figuresByBi'],
      },
      {
        asks: 'Product, a column for each metric',
        views: ['metrics_product_analytics', 'metrics_product'],
        tests: ['unifiedNames', 'unifiedViews'],
      },
      {
        asks: 'Sales, a column for each metric',
        views: ['metrics_sales', 'metrics_sales_total'],
        tests: ['unifiedNames', 'unifiedViews'],
      },
      {
        asks: 'Marketing, a column for each metric, spend and return by platform and channels by attribution as objects',
        views: ['metrics_marketing'],
        tests: ['unifiedNames', 'figuresByBi'],
      },
      {
        asks: 'All domains together, a row for each value',
        views: ['metrics_unified_domains'],
        tests: ['unifiedValues', 'exampleQueries', 'figuresByBi'],
      },
      { asks: 'Values beside former ones, with growth', views: ['metrics_api'], tests: ['growth', 'toDate'] },
      {
        asks: 'What executives look at',
        views: ['metrics_company_overview'],
        dashboards: ['company-overview.executive', 'company-overview.overview'],
        tests: ['unifiedTargets'],
      },
      {
        asks: 'Tables to join: customers, users, features',
        views: ['customers', 'users', 'features'],
        tests: ['unifiedViews'],
      },
      {
        asks: 'Metrics computed ahead, no joins in dashboards',
        views: ['daily_metrics', 'metric_values'],
        commands: ['daily'],
        tests: ['unifiedValues'],
      },
      { asks: 'Tiers of importance', views: ['metrics'], tests: ['exampleQueries', 'unifiedTargets'] },
    ],
  },
  {
    title: 'Queries',
    requirements: [
      {
        asks: 'Customers with the lowest health today',
        views: ['metrics_customer_success'],
        commands: ['bi query'],
        tests: ['exampleQueries'],
      },
      {
        asks: 'Means of all tier 1 metrics by domain',
        views: ['metrics_unified_domains'],
        commands: ['bi query'],
        tests: ['exampleQueries'],
      },
      {
        asks: 'Daily and monthly users and stickiness over 30 days',
        views: ['metrics_unified_domains'],
        commands: ['bi query'],
        tests: ['exampleQueries'],
      },
      {
        asks: 'Customers, revenue and users by category of health',
        views: ['metrics_unified_domains'],
        commands: ['bi query'],
        tests: ['exampleQueries'],
      },
    ],
  },
  {
    title: 'Superset',
    plugin: 'customer-success',
    requirements: [
      {
        asks: 'Datasets of Superset',
        commands: ['bi create'],
        guides: ['docs/guides/bi-tools.md'],
        tests: ['loginTenant'],
      },
      {
        asks: 'Growth of MRR from MRR of now and of a month ago',
        metrics: ['current_mrr', 'previous_month_mrr', 'saas-metrics.mrr_growth'],
        views: ['metrics_customer_success', 'metrics_api'],
        tests: ['unifiedNames'],
      },
      { asks: 'Trend of health', metrics: ['health_trend_30d'], views: ['metrics_customer_success'] },
      { asks: 'Velocity of the pipeline', metrics: ['sales.pipeline_velocity'], tests: ['winsOfDemo'] },
    ],
  },
  {
    title: 'Executive dashboard',
    requirements: [
      {
        asks: 'MRR, active customers and mean health as figures',
        metrics: ['saas-metrics.mrr', 'saas-metrics.paying_customers', 'customer-success.customer_health_score'],
        panels: ['company-overview.mrr', 'company-overview.customers', 'company-overview.health'],
      },
      {
        asks: 'Courses of MRR and of daily and monthly users',
        panels: ['company-overview.mrr_course', 'company-overview.active_users'],
        tests: ['lineChart'],
      },
      {
        asks: 'Health of customers by segment as a heat map',
        panels: ['company-overview.health_by_segment'],
        charts: ['matrix'],
        tests: ['matrixChart'],
      },
      {
        asks: 'Coverage of the pipeline and win rate as gauges',
        panels: ['company-overview.coverage', 'company-overview.win_rate'],
        charts: ['gauge'],
        tests: ['gaugeChart'],
      },
    ],
  },
  {
    title: 'CS dashboard',
    plugin: 'customer-success',
    requirements: [
      {
        asks: 'Customers at risk, by revenue at risk',
        dashboards: ['cs'],
        panels: ['at_risk_customers'],
        metrics: ['mrr_at_risk'],
      },
      {
        asks: 'Distribution of health',
        panels: ['health_distribution', 'health_segments'],
        tests: ['histogramChart', 'healthOfDemo'],
      },
      { asks: 'Tickets and the share resolved', panels: ['ticket_volume', 'ticket_resolution'], tests: ['lineChart'] },
      {
        asks: 'Health beside engagement',
        panels: ['health_and_engagement'],
        charts: ['scatter'],
        tests: ['scatterChart'],
      },
    ],
  },
  {
    title: 'Sales dashboard',
    plugin: 'sales',
    requirements: [
      {
        asks: 'Pipeline by stage as a funnel',
        dashboards: ['main'],
        panels: ['deal_funnel', 'pipeline_by_stage', 'stage_conversion'],
        metrics: ['total_pipeline_value', 'deals_to_stage_2', 'stage_conversion_rate'],
        tests: ['funnelChart', 'rankedChart'],
      },
      { asks: 'Ranking of sales people', panels: ['rep_ranking'], metrics: ['revenue_closed'], tests: ['rankedChart'] },
      {
        asks: 'Bookings beside quota over time',
        panels: ['bookings_vs_quota'],
        metrics: ['bookings_to_date', 'quota_to_date', 'quota_of_period'],
        tests: ['lineChart', 'salesOracle'],
      },
      { asks: 'Largest deals', panels: ['top_deals'], pages: ['pipeline'] },
    ],
  },
  {
    title: 'Product dashboard',
    plugin: 'product-analytics',
    requirements: [
      {
        asks: 'Courses of daily, weekly and monthly users',
        dashboards: ['product'],
        panels: ['active_users'],
        tests: ['lineChart', 'activeUsers'],
      },
      {
        asks: 'Segments of users as a pie',
        panels: ['user_segments'],
        charts: ['donut'],
        tests: ['donutChart', 'userSegments'],
      },
      {
        asks: 'Adoption of features as a heat map',
        panels: ['adoption_matrix'],
        metrics: ['feature_adoption'],
        charts: ['matrix'],
        tests: ['matrixChart'],
      },
      { asks: 'Use by platform as bars', panels: ['platforms'], metrics: ['platform_share'], tests: ['rankedChart'] },
    ],
  },
  {
    title: 'Practices',
    requirements: [
      { asks: 'Alerts on tier 1 metrics', later: 'alerts', note: 'plugins declare the conditions' },
      { asks: 'Document custom metrics', later: 'composing' },
      { asks: 'Follow how fast queries are', guides: ['docs/guides/benchmarks.md'], later: 'operations' },
    ],
  },
]
