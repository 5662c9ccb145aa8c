import type { Section } from './requirement.ts'

const plugin = 'customer-success'

/** Reports, charts, endpoints, speed and other tools. */
export const customerSuccessDelivery: readonly Section[] = [
  {
    title: 'Reports',
    plugin,
    requirements: [
      { asks: 'Report for executives', dashboards: ['company-overview.executive'], later: 'reports' },
      {
        asks: 'Report on the health of an account',
        pages: ['account'],
        rest: ['GET /api/customer-success/accounts/{accountId}'],
        later: 'reports',
        note: 'the page of an account has its scores, risks, engagements and goals',
        tests: ['healthPath', 'accountByHand'],
      },
      {
        asks: 'Summary of engagements by member of the team',
        metrics: ['total_engagements'],
        panels: ['team'],
        later: 'reports',
      },
      {
        asks: 'Report on churn risk',
        panels: ['riskiest', 'interventions'],
        rest: ['GET /api/analytics/churn-risk'],
        later: 'reports',
        tests: ['riskPath', 'riskByHand'],
      },
      { asks: 'A builder of reports at `/dashboard/analytics/reports`, sent on a schedule', later: 'reports' },
      { asks: 'Export of a card as CSV', guides: ['docs/guides/explain-a-number.md'], tests: ['exportAgrees', 'csv'] },
      { asks: 'Export as Excel file', later: ['composing', 'reports'] },
      {
        asks: 'All figures over the API',
        rest: ['POST /api/v1/metrics/query', 'GET /api/v1/metrics'],
        tests: ['client', 'figuresByApi'],
      },
    ],
  },
  {
    title: 'Charts',
    plugin,
    requirements: [
      { asks: 'Courses of health as lines', charts: ['line'], panels: ['health_course'], tests: ['lineChart'] },
      {
        asks: 'Distribution of engagements as bars',
        charts: ['ranked_bar'],
        panels: ['engagement_outcomes'],
        tests: ['rankedChart'],
      },
      {
        asks: 'Accounts by status as a pie',
        charts: ['donut', 'ranked_bar'],
        panels: ['health_segments'],
        note: 'drawn as bars, which compare better',
        tests: ['donutChart', 'rankedChart'],
      },
      { asks: 'Activity as a heat map', charts: ['day_grid'], panels: ['engagement_days'], tests: ['gridChart'] },
      { asks: 'Choose the range of dates', rest: ['POST /api/v1/metrics/query'], tests: ['ranges', 'sharedAddress'] },
      {
        asks: 'Drill down to the rows',
        rest: ['POST /api/v1/metrics/rows'],
        guides: ['docs/guides/explain-a-number.md'],
        tests: ['explained'],
      },
      { asks: 'Figures that follow what happens', topics: ['metrics.changed'], tests: ['liveNews', 'openPage'] },
      { asks: 'Compare with another period', rest: ['POST /api/v1/metrics/query'], tests: ['compared'] },
    ],
  },
  {
    title: 'Endpoints',
    plugin,
    requirements: [
      {
        asks: 'Figures of the main dashboard, as typed there',
        rest: ['GET /api/dashboard/stats'],
        tests: ['statsPath', 'statsByHand'],
      },
      {
        asks: 'The same by period, segment and comparison',
        rest: ['GET /api/v1/dashboard/stats'],
        tests: ['statsOfPeriod', 'periodByHand'],
      },
      {
        asks: 'Health of one account, of a period, of those at risk',
        rest: ['GET /api/v1/health'],
        tests: ['healthPath', 'healthByHand'],
      },
      {
        asks: 'Engagement by type, outcome, period and member',
        rest: ['GET /api/analytics/engagement'],
        tests: ['engagementPath', 'engagementByHand'],
      },
      {
        asks: 'Churn risk from a threshold, of a period, with its factors',
        rest: ['GET /api/analytics/churn-risk'],
        tests: ['riskPath', 'riskByHand'],
      },
      {
        asks: 'WebSocket of the dashboard',
        procedures: ['live.listen'],
        topics: ['metrics.changed'],
        tests: ['liveSockets'],
        later: 'providers',
        note: 'today under `/api/trpc`',
      },
      {
        asks: 'WebSocket of changes of health',
        procedures: ['live.listen'],
        topics: ['health_changed'],
        tests: ['liveTopics'],
        later: 'providers',
        note: 'today under `/api/trpc`',
      },
      {
        asks: 'WebSocket of engagements',
        procedures: ['live.listen'],
        topics: ['account_changed'],
        tests: ['liveTopics', 'recordedEngagement'],
        later: 'providers',
        note: 'today under `/api/trpc`',
      },
    ],
  },
  {
    title: 'Speed',
    plugin,
    requirements: [
      {
        asks: 'Summary of the health of accounts, computed ahead',
        views: ['account_health_summary'],
        tests: ['healthSummary'],
      },
      { asks: 'Answers kept in Redis', tests: ['redis'], guides: ['docs/guides/run-on-postgres.md'] },
      { asks: 'Scores reckoned in the background', jobs: ['nightly', 'refresh'], tests: ['scoresAddUp'] },
      { asks: 'What is kept follows what changes', guides: ['docs/guides/rollups.md'], tests: ['liveNews', 'rollups'] },
      {
        asks: 'Large answers in pages',
        rest: ['POST /api/v1/metrics/query', 'GET /api/v1/records/{plugin}/{table}'],
        tests: ['pages', 'oneTable'],
      },
    ],
  },
  {
    title: 'Other tools',
    requirements: [
      {
        asks: 'Tableau, Power BI, Looker and other BI tools',
        commands: ['bi create', 'bi list', 'bi revoke'],
        guides: ['docs/guides/bi-tools.md'],
        tests: ['loginTenant'],
        note: 'tried by SQL as these tools send it, not with the tools',
      },
      {
        asks: 'Snowflake, BigQuery and Redshift',
        commands: ['export'],
        guides: ['docs/guides/warehouses.md'],
        tests: ['warehouseExport'],
        note: 'files as their loaders take them; no connection to a warehouse of its own was tried',
      },
      { asks: 'Datadog, New Relic and other monitoring', later: 'operations' },
    ],
  },
]
