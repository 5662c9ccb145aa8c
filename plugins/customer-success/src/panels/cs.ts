import { panel } from '@tessera/plugin-api'
import { live } from './live.ts'

/** Panels of the dashboard of customer success managers. */
export const csPanels = {
  at_risk_customers: panel({
    title: 'Customers at risk',
    subtitle: 'By the revenue that may be lost',
    view: 'table',
    query: {
      metrics: ['mrr_at_risk', 'customer_health_score', 'churn_risk_score', 'health_trend_30d', 'support_tickets_30d'],
      dimensions: ['customer', 'csm'],
      filters: { member: 'account_status', operator: 'equals', values: ['at_risk'] },
      compare: 'none',
      order: [{ key: 'mrr_at_risk', dir: 'desc' }],
    },
  }),
  ticket_volume: panel({
    title: 'Tickets of accounts',
    subtitle: 'Of the 30 days up to the end of each period',
    view: 'line',
    query: { metrics: ['support_tickets_30d'], grain: 'auto', compare: 'none' },
  }),
  ticket_resolution: panel({
    title: 'Resolution rate of accounts',
    subtitle: 'Of those tickets',
    view: 'line',
    query: { metrics: ['ticket_resolution_rate'], grain: 'auto', compare: 'none' },
  }),
  health_and_engagement: panel({
    title: 'Health and engagement of users',
    subtitle: 'Accounts by the engagement of their users and their health score',
    view: 'scatter',
    query: {
      metrics: ['avg_engagement_score', 'customer_health_score'],
      dimensions: ['customer'],
      filters: live,
      compare: 'none',
    },
  }),
} as const
