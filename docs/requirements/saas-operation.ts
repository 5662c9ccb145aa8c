import type { Section } from './requirement.ts'

const plugin = 'saas-metrics'

/** How figures of a service come in, are kept ready and go out. */
export const saasOperation: readonly Section[] = [
  {
    title: 'Tracking',
    plugin,
    requirements: [
      {
        asks: 'A middleware that records requests, response times, errors and activity of users',
        rest: ['POST /api/saas-metrics/usage', 'POST /api/saas-metrics/errors'],
        packages: ['@tessera/middleware'],
        guides: ['docs/guides/record-a-service.md'],
        tests: ['recordedOnce', 'middleware', 'countedOnce', 'nobodyNamed'],
      },
      {
        asks: 'A call that tracks a step of activation, with metadata',
        procedures: ['plugins.saas-metrics.activation'],
        rest: ['POST /api/saas-metrics/activations'],
        calls: ['trackActivation'],
        tests: ['recordedOnce', 'toldOnce'],
      },
      {
        asks: 'A call that tracks a revenue event, once by its id at the payment provider',
        procedures: ['plugins.saas-metrics.revenueEvent'],
        rest: ['POST /api/saas-metrics/revenue-events'],
        calls: ['trackRevenueEvent'],
        tests: ['revenueEvents', 'toldOnce'],
      },
      {
        asks: 'A call that opens a ticket',
        procedures: ['plugins.support.createTicket'],
        rest: ['POST /api/support/tickets'],
        calls: ['createTicket'],
        tests: ['supportRoutes', 'toldOnce'],
      },
      {
        asks: 'A call that records an NPS answer with its trigger',
        procedures: ['plugins.support.npsAnswer'],
        rest: ['POST /api/support/nps'],
        calls: ['submitNpsAnswer'],
        tests: ['answersOnce', 'toldOnce'],
      },
      {
        asks: 'A call that records a health check with its response time',
        procedures: ['plugins.saas-metrics.healthCheck'],
        rest: ['POST /api/saas-metrics/health-checks'],
        calls: ['logHealthCheck'],
        tests: ['recordedOnce', 'toldOnce'],
      },
    ],
  },
  {
    title: 'Daily metrics',
    requirements: [
      { asks: 'Compute yesterday from the command line', commands: ['daily'], tests: ['dailyCommand'] },
      {
        asks: 'Compute a given day, or the last days',
        commands: ['daily'],
        tests: ['dailyCommand', 'lateDays'],
      },
      { asks: 'Compute again what is there already', commands: ['daily'], tests: ['dailyCommand'] },
      {
        asks: 'Compute every night by itself',
        guides: ['docs/guides/bi-tools.md'],
        tests: ['unifiedValues'],
        note: 'a job at each hour of the tenant, so that late data are seen',
        untested: 'its schedule',
      },
      { asks: 'Have a day computed over REST', rest: ['POST /api/metrics/calculate-daily'], tests: ['calculateDaily'] },
    ],
  },
  {
    title: 'Other analytics tools and exports',
    plugin,
    requirements: [
      { asks: 'Send events to PostHog', later: 'providers' },
      { asks: 'Send events to Mixpanel', later: 'providers' },
      { asks: 'Export of usage as CSV or JSON', rest: ['GET /api/analytics/export/usage'], tests: ['exports'] },
      {
        asks: 'Export of agent sessions as CSV or JSON',
        rest: ['GET /api/analytics/export/agent-sessions'],
        tests: ['exports'],
      },
    ],
  },
  {
    title: 'Speed, troubleshooting',
    requirements: [
      { asks: 'Dashboards read what is kept ready', guides: ['docs/guides/rollups.md'], tests: ['rollups'] },
      {
        asks: 'Indexes on users, times and references; sums in the database',
        guides: ['docs/guides/benchmarks.md'],
        note: 'measured by the benchmark beside bare SQL',
      },
      {
        asks: 'Answers in limited pages',
        rest: ['POST /api/v1/metrics/query'],
        guides: ['docs/guides/query-the-api.md'],
        tests: ['pages'],
      },
      { asks: 'See whether data arrive, rows per table, age of what is kept', later: 'privacy' },
      {
        asks: 'SQL over daily metrics, users by tier and usage by day',
        views: ['daily_metrics', 'users', 'usage_logs'],
        commands: ['bi query'],
        tests: ['unifiedViews'],
      },
    ],
  },
  {
    title: 'Security and privacy',
    requirements: [
      {
        asks: 'Ids of users, and nothing that tells who they are',
        views: ['users', 'usage_logs'],
        tests: ['unifiedViews', 'rowsMasked'],
      },
      {
        asks: 'Endpoints want authentication',
        guides: ['docs/guides/rights.md'],
        tests: ['revokedKey', 'endedSession'],
      },
      { asks: 'Requests are limited', guides: ['docs/guides/query-the-api.md'], tests: ['tooMany'] },
      { asks: 'Export and deletion of a person', later: 'privacy' },
    ],
  },
  {
    title: 'Planned there',
    plugin,
    requirements: [
      {
        asks: 'Figures in real time over WebSockets',
        procedures: ['live.listen'],
        topics: ['metrics.changed'],
        tests: ['liveSockets', 'openPage'],
      },
      { asks: 'Metrics defined by people', later: 'composing' },
      { asks: 'Alerts and notifications', later: 'alerts', note: 'plugins declare the conditions' },
      { asks: 'A builder of funnels', later: 'composing' },
      {
        asks: 'Cohorts',
        metrics: ['revenue_cohort_retention', 'product-analytics.retention_by_week'],
        panels: ['cohorts', 'product-analytics.retention_by_week'],
        charts: ['cohorts'],
        tests: ['cohortsChart'],
      },
      { asks: 'Forecast of revenue', later: 'prediction' },
      {
        asks: 'Results of A/B tests',
        tables: ['product-analytics.experiments'],
        pages: ['product-analytics.experiments'],
        tests: ['experiments'],
      },
      { asks: 'A builder of dashboards', later: 'composing' },
    ],
  },
]
