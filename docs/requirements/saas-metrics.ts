import type { RequirementDocument, Section } from './requirement.ts'
import { saasOperation } from './saas-operation.ts'

const plugin = 'saas-metrics'

const tables: Section = {
  title: 'Tables',
  plugin,
  requirements: [
    {
      asks: 'Steps of activation of users',
      tables: ['user_activations'],
      rest: ['POST /api/saas-metrics/activations'],
      tests: ['recordedOnce'],
    },
    {
      asks: 'Events of subscriptions and payments',
      tables: ['revenue_events', 'subscription_changes'],
      rest: ['POST /api/saas-metrics/revenue-events'],
      webhooks: ['stripe'],
      tests: ['revenueEvents', 'stripe'],
    },
    {
      asks: 'Answers to NPS surveys',
      tables: ['support.nps_surveys'],
      rest: ['POST /api/support/nps'],
      tests: ['answersOnce'],
    },
    {
      asks: 'Support tickets',
      tables: ['support.tickets'],
      rest: ['POST /api/support/tickets', 'PATCH /api/support/tickets/{ticketId}'],
      tests: ['supportRoutes', 'ticketsFromFile'],
    },
    {
      asks: 'Errors of the application',
      tables: ['error_logs'],
      rest: ['POST /api/saas-metrics/errors'],
      tests: ['recordedOnce'],
    },
    {
      asks: 'Checks of service health',
      tables: ['health_checks'],
      rest: ['POST /api/saas-metrics/health-checks'],
      tests: ['recordedOnce'],
    },
    {
      asks: 'Requests to the API',
      tables: ['usage_logs'],
      views: ['usage_logs'],
      rest: ['POST /api/saas-metrics/usage'],
      tests: ['recordedOnce', 'unifiedViews'],
    },
    { asks: 'Daily metrics, computed ahead', views: ['daily_metrics'], commands: ['daily'], tests: ['unifiedValues'] },
  ],
}

const endpoints: Section = {
  title: 'Endpoints and the page',
  plugin,
  requirements: [
    { asks: 'Summary of the last days', rest: ['GET /api/metrics/summary'], tests: ['revenueEvents'] },
    { asks: 'Figures day by day', rest: ['GET /api/metrics/daily'], tests: ['recordedOnce'] },
    { asks: 'Funnel of activation', rest: ['GET /api/metrics/activation-funnel'], tests: ['saasShapes'] },
    { asks: 'Revenue by tier', rest: ['GET /api/metrics/revenue-breakdown'], tests: ['saasShapes'] },
    { asks: 'Overview of support', rest: ['GET /api/metrics/support-overview'], tests: ['supportOverview'] },
    { asks: 'Overview of errors', rest: ['GET /api/metrics/error-overview'], tests: ['recordedOnce'] },
    { asks: 'A dashboard at `/metrics`', dashboards: ['metrics'], addresses: ['/metrics'], tests: ['addresses'] },
    {
      asks: 'Swagger UI, ReDoc and the OpenAPI document',
      guides: ['docs/guides/query-the-api.md'],
      tests: ['apiPages', 'redocly', 'client'],
    },
  ],
}

const users: Section = {
  title: 'Users',
  plugin,
  requirements: [
    { asks: 'Signups a day', metrics: ['signups'], panels: ['signups', 'signups_course'], tests: ['saasActivation'] },
    { asks: 'Daily users, by activity on the API', metrics: ['api_dau'], panels: ['users_course'] },
    { asks: 'Monthly users, by activity on the API', metrics: ['api_mau'], panels: ['active', 'users_course'] },
    {
      asks: 'Share of users who are activated',
      metrics: ['activation_rate'],
      panels: ['activation'],
      settings: ['activationDays'],
      tests: ['saasActivation'],
    },
    {
      asks: 'Activation in four steps: profile, API call, agent session, all of it',
      metrics: ['activation_profile', 'activation_api_call', 'activation_agent_session', 'activation_full'],
      panels: ['funnel'],
      tests: ['saasActivation', 'funnelChart'],
    },
  ],
}

const revenue: Section = {
  title: 'Revenue',
  plugin,
  requirements: [
    {
      asks: 'MRR',
      metrics: ['mrr'],
      panels: ['mrr', 'mrr_course'],
      settings: ['pastDueRule', 'discountRule'],
      tests: ['saasRevenue', 'ledgerByHand'],
    },
    { asks: 'ARR, twelve times MRR', metrics: ['arr'], panels: ['arr'], tests: ['saasRevenue'] },
    {
      asks: 'Share of customers who cancel',
      metrics: ['customer_churn_rate', 'customer_churn_standard', 'customer_churn_with_new'],
      panels: ['churn', 'churn_formulas'],
      settings: ['churnFormula', 'churnRecognition'],
      tests: ['saasRetention', 'ledgerSettings'],
    },
    { asks: 'Revenue of a user', metrics: ['arpu'], panels: ['arpu'], tests: ['saasRevenue'] },
    {
      asks: 'Users by tier',
      metrics: ['users', 'user_share'],
      panels: ['user_distribution'],
      tests: ['saasActivation', 'donutChart'],
    },
  ],
}

const usage: Section = {
  title: 'Usage and health of the service',
  plugin,
  requirements: [
    { asks: 'Requests to the API', metrics: ['api_calls'], panels: ['calls'], tests: ['saasService', 'barsChart'] },
    {
      asks: 'Sessions with agents',
      metrics: ['agent_sessions'],
      panels: ['agents'],
      tables: ['agent_sessions'],
      tests: ['recordedOnce'],
    },
    {
      asks: 'Most used endpoints with their response times',
      metrics: ['avg_response_time', 'p95_response_time'],
      panels: ['features'],
      tests: ['saasService'],
    },
    { asks: 'Share of requests that fail', metrics: ['error_rate'], panels: ['errors_course'], tests: ['saasService'] },
    {
      asks: 'Uptime',
      metrics: ['api_uptime'],
      panels: ['uptime', 'services'],
      settings: ['checkMinutes'],
      tests: ['saasService'],
    },
  ],
}

const support: Section = {
  title: 'Support and satisfaction',
  plugin: 'support',
  requirements: [
    { asks: 'Open tickets', metrics: ['open_tickets'], panels: ['open', 'backlog'], tests: ['supportTickets'] },
    {
      asks: 'Mean hours to resolution',
      metrics: ['avg_resolution_time', 'median_resolution_time', 'p90_resolution_time'],
      panels: ['resolution', 'times'],
      tests: ['supportTimes'],
    },
    { asks: 'Tickets by priority', metrics: ['ticket_share'], panels: ['by_priority'], tests: ['supportShares'] },
    { asks: 'Tickets by category', metrics: ['new_tickets'], panels: ['by_category'], tests: ['supportShares'] },
    {
      asks: 'NPS from -100 to 100',
      metrics: ['nps_score', 'nps_margin'],
      panels: ['nps', 'nps_gauge', 'nps_course'],
      settings: ['npsWindowDays'],
      tests: ['supportNps'],
    },
    {
      asks: 'Number of answers to NPS surveys',
      metrics: ['nps_responses'],
      panels: ['nps_groups'],
      tests: ['supportNps'],
    },
  ],
}

/** Figures of a service that is sold by subscription. */
export const saasMetrics: RequirementDocument = {
  number: '002',
  title: 'SaaS metrics',
  sections: [tables, endpoints, users, revenue, usage, support, ...saasOperation],
}
