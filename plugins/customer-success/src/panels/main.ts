import { panel } from '@tessera/plugin-api'
import { live } from './live.ts'

const card = (metric: string) => ({ view: 'big_number', query: { metrics: [metric] } }) as const

/** Panels of the main dashboard. */
export const mainPanels = {
  accounts: panel({
    ...card('total_accounts'),
    title: 'Accounts',
    subtitle: 'Live and lost',
    drill: { dimension: 'account_status', title: 'By status' },
  }),
  active: panel({
    ...card('active_accounts'),
    title: 'Active accounts',
    subtitle: 'Live and not at risk',
    drill: { dimension: 'core.segment', title: 'By segment' },
  }),
  at_risk: panel({
    ...card('at_risk_accounts'),
    title: 'Accounts at risk',
    subtitle: 'Health below 60',
    drill: { dimension: 'csm', title: 'By manager' },
  }),
  churned: panel({
    ...card('churned_accounts'),
    title: 'Churned accounts',
    subtitle: 'Customers no more',
    drill: { dimension: 'core.segment', title: 'By segment' },
  }),
  health: panel({
    ...card('customer_health_score'),
    title: 'Health score',
    subtitle: 'Mean',
    drill: { dimension: 'core.segment', title: 'By segment' },
  }),
  risk: panel({
    ...card('churn_risk_score'),
    title: 'Churn risk',
    subtitle: 'Mean index',
    drill: { dimension: 'core.segment', title: 'By segment' },
  }),
  arr: panel({
    ...card('total_arr'),
    title: 'ARR',
    subtitle: 'Of live accounts',
    drill: { dimension: 'core.segment', title: 'By segment' },
  }),
  nps: panel({ ...card('nps_score'), title: 'NPS', subtitle: 'Latest answers' }),
  health_distribution: panel({
    title: 'Health score distribution',
    subtitle: 'Live accounts by ten points of their score',
    view: 'histogram',
    query: {
      metrics: ['accounts_by_health'],
      dimensions: ['health_band'],
      filters: { and: [live, { member: 'health_band', operator: 'set' }] },
      compare: 'none',
    },
  }),
  health_segments: panel({
    title: 'Accounts by health',
    subtitle: 'Healthy from 80, moderate from 60, at risk from 40',
    view: 'ranked_bar',
    query: { metrics: ['accounts_by_health'], dimensions: ['health_segment'], filters: live },
    drill: { dimension: 'core.segment', title: 'By segment' },
  }),
  risk_levels: panel({
    title: 'Accounts by churn risk',
    subtitle: 'Medium from an index of 30, high from 60',
    view: 'ranked_bar',
    query: { metrics: ['accounts_by_risk'], dimensions: ['risk_level'], filters: live },
    drill: { dimension: 'core.segment', title: 'By segment' },
  }),
  riskiest: panel({
    title: 'Highest churn risk',
    subtitle: 'Accounts with the highest index; their pages say why',
    view: 'table',
    query: {
      metrics: ['churn_risk_score', 'customer_health_score', 'days_since_engagement'],
      dimensions: ['customer'],
      filters: live,
      compare: 'none',
      order: [{ key: 'churn_risk_score', dir: 'desc' }],
      limit: 15,
    },
  }),
  recent_activity: panel({
    title: 'Recent activity',
    subtitle: 'Engagements, changes of health, goals and milestones',
    view: 'feed',
    query: {
      metrics: ['activities'],
      dimensions: ['customer', 'activity', 'activity_kind'],
      grain: 'day',
      compare: 'none',
      order: [{ key: 'time', dir: 'desc' }],
      limit: 40,
    },
  }),
  risk_course: panel({
    title: 'Churn risk over time',
    subtitle: 'Mean index of live accounts at the end of each period',
    view: 'line',
    query: { metrics: ['churn_risk_score'], grain: 'auto' },
  }),
} as const
