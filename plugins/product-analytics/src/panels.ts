import { panel } from '@tessera/plugin-api'

/** Panels of the plugin; all are drawn by views every host has. */
export const panels = {
  monthly_active: panel({
    title: 'Monthly active users',
    subtitle: 'Active in 30 days',
    view: 'big_number',
    query: { metrics: ['monthly_active_users'] },
  }),
  stickiness: panel({
    title: 'Stickiness',
    subtitle: 'Daily of monthly',
    view: 'big_number',
    query: { metrics: ['dau_mau_ratio'] },
  }),
  retention: panel({
    title: 'Retention after 30 days',
    subtitle: 'Of new users',
    view: 'big_number',
    query: { metrics: ['avg_30d_retention_rate'], samples: true },
  }),
  crash_free: panel({
    title: 'Crash-free sessions',
    subtitle: 'Of all sessions',
    view: 'big_number',
    query: { metrics: ['crash_free_session_rate'], samples: true },
  }),
  targets: panel({
    title: 'Against targets',
    subtitle: 'What is on target in the period, and what is off',
    view: 'targets',
    query: {
      metrics: ['dau_mau_ratio', 'avg_30d_retention_rate', 'crash_free_session_rate', 'error_rate_pct'],
      samples: true,
    },
  }),
  active_users: panel({
    title: 'Active users',
    subtitle: 'In the day, the 7 days and the 30 days up to each point',
    view: 'line',
    query: {
      metrics: ['daily_active_users', 'weekly_active_users', 'monthly_active_users'],
      grain: 'day',
      compare: 'none',
    },
  }),
  user_segments: panel({
    title: 'Users by activity',
    subtitle: 'Of the users active in 30 days',
    view: 'donut',
    query: {
      metrics: ['users_by_activity'],
      dimensions: ['activity'],
      filters: { member: 'activity', operator: 'notEquals', values: ['dormant'] },
      order: [{ key: 'users_by_activity', dir: 'desc' }],
    },
    drill: { dimension: 'core.subscription_tier', title: 'By plan' },
  }),
  active_days: panel({
    title: 'Days active',
    subtitle: 'Users by the number of the 30 days on which they were active',
    view: 'histogram',
    query: {
      metrics: ['users_by_activity'],
      dimensions: ['active_days'],
      filters: { member: 'active_days', operator: 'gte', values: [1] },
      compare: 'none',
    },
  }),
  platforms: panel({
    title: 'Platforms',
    subtitle: 'Share of active time in the period',
    view: 'ranked_bar',
    query: {
      metrics: ['platform_share'],
      dimensions: ['platform'],
      order: [{ key: 'platform_share', dir: 'desc' }],
    },
    drill: { dimension: 'core.segment', title: 'By segment' },
  }),
  feature_adoption: panel({
    title: 'Feature adoption',
    subtitle: 'Of the active users whose plan has the feature, the part that used it in the period',
    view: 'ranked_bar',
    query: {
      metrics: ['feature_adoption'],
      dimensions: ['feature'],
      order: [{ key: 'feature_adoption', dir: 'desc' }],
    },
    drill: { dimension: 'core.subscription_tier', title: 'By plan' },
  }),
  adoption_matrix: panel({
    title: 'Feature adoption by plan',
    subtitle: 'The same for the users of each plan',
    view: 'matrix',
    query: {
      metrics: ['feature_adoption'],
      dimensions: ['feature', 'core.subscription_tier'],
      filters: { member: 'core.subscription_tier', operator: 'set' },
      compare: 'none',
    },
  }),
  release_adoption: panel({
    title: 'Adoption of releases',
    subtitle: 'Of the users active in the 7 days from a release on, the part that used what it brought',
    view: 'ranked_bar',
    query: { metrics: ['feature_release_adoption_7d'], dimensions: ['release'], compare: 'none' },
  }),
  retention_by_week: panel({
    title: 'Retention by week',
    subtitle: 'Of new users, the part that was active so many weeks later',
    view: 'cohorts',
    query: {
      metrics: ['retention_by_week'],
      dimensions: ['core.period'],
      grain: 'week',
      range: { last: 7, unit: 'week', offset: 1 },
      compare: 'none',
    },
  }),
} as const
