import { panel } from '@tessera/plugin-api'
import { live } from './live.ts'

/** Panels of the dashboard for analysis. */
export const analyticsPanels = {
  health_course: panel({
    title: 'Health score over time',
    subtitle: 'Mean of live accounts at the end of each period',
    view: 'line',
    query: { metrics: ['customer_health_score'], grain: 'auto' },
  }),
  movements: panel({
    title: 'Accounts that fell and recovered',
    subtitle: 'Into and out of the segments at risk and critical',
    view: 'bars',
    query: { metrics: ['health_declines', 'health_recoveries'], grain: 'auto', compare: 'none' },
    options: { arrange: 'grouped' },
  }),
  segments_over_time: panel({
    title: 'Accounts by health over time',
    subtitle: 'Live accounts at the end of each period',
    view: 'area',
    query: {
      metrics: ['accounts_by_health'],
      dimensions: ['health_segment'],
      filters: live,
      grain: 'auto',
      compare: 'none',
    },
  }),
  engagement_days: panel({
    title: 'Engagements by day',
    subtitle: 'Weeks side by side',
    view: 'day_grid',
    query: { metrics: ['total_engagements'], grain: 'day', range: { last: 91, unit: 'day' }, compare: 'none' },
  }),
  engagement_outcomes: panel({
    title: 'Outcomes of engagements',
    subtitle: 'Of those whose outcome is known',
    view: 'ranked_bar',
    query: {
      metrics: ['engagement_share', 'total_engagements'],
      dimensions: ['outcome'],
      filters: { member: 'outcome', operator: 'set' },
    },
    options: { secondary: 'total_engagements' },
    drill: { dimension: 'engagement_type', title: 'By type' },
  }),
  engagement_types: panel({
    title: 'Which engagements help',
    subtitle: 'How they went, and what became of the health in the 30 days after; an association, no proof',
    view: 'table',
    query: {
      metrics: ['total_engagements', 'positive_outcome_rate', 'missed_rate', 'health_change_after'],
      dimensions: ['engagement_type'],
      compare: 'none',
      order: [{ key: 'positive_outcome_rate', dir: 'desc' }],
    },
  }),
  team: panel({
    title: 'Team',
    subtitle: 'What each does with customers, and how it goes',
    view: 'table',
    query: {
      metrics: ['total_engagements', 'positive_outcome_rate', 'response_rate', 'average_response_time'],
      dimensions: ['team_member'],
      compare: 'none',
      order: [{ key: 'total_engagements', dir: 'desc' }],
    },
  }),
  industry: panel({
    title: 'Health by industry',
    subtitle: 'Beside what others of the industry reach',
    view: 'bars',
    query: {
      metrics: ['customer_health_score', 'customer_health_benchmark'],
      dimensions: ['core.industry'],
      compare: 'none',
    },
    options: { arrange: 'grouped' },
  }),
  by_segment: panel({
    title: 'Customer segments',
    subtitle: 'At the end of the period',
    view: 'table',
    query: {
      metrics: [
        'live_accounts',
        'at_risk_accounts',
        'customer_health_score',
        'health_trend_30d',
        'churn_risk_score',
        'current_mrr',
      ],
      dimensions: ['core.segment'],
      compare: 'none',
      order: [{ key: 'live_accounts', dir: 'desc' }],
    },
  }),
  contact: panel({
    title: 'Contact and health',
    subtitle: 'Live accounts by how long the last engagement lies back; an association, no proof',
    view: 'table',
    query: {
      metrics: ['live_accounts', 'customer_health_score', 'health_trend_30d', 'churn_risk_score'],
      dimensions: ['last_contact'],
      filters: live,
      compare: 'none',
      order: [{ key: 'last_contact', dir: 'asc' }],
    },
  }),
  revenue_correlation: panel({
    title: 'Revenue and health',
    subtitle: 'Accounts by what they pay and their health score',
    view: 'scatter',
    query: {
      metrics: ['current_mrr', 'customer_health_score'],
      dimensions: ['customer'],
      filters: live,
      compare: 'none',
    },
  }),
  kpis: panel({
    title: 'Customer success against targets',
    subtitle: 'What is on target in the period, and what is off',
    view: 'targets',
    query: {
      metrics: [
        'customer_health_score',
        'churn_risk_score',
        'days_since_engagement',
        'time_to_value_days',
        'core_feature_adoption_rate',
      ],
      samples: true,
    },
  }),
  relationships: panel({
    title: 'Relationships',
    subtitle: 'Who takes part, by their role',
    view: 'table',
    query: {
      metrics: ['stakeholder_participation', 'decision_maker_participation', 'champions'],
      dimensions: ['stakeholder_role'],
      compare: 'none',
      order: [{ key: 'stakeholder_participation', dir: 'desc' }],
    },
  }),
  interventions: panel({
    title: 'Interventions',
    subtitle: 'Playbooks closed in the last 90 days',
    view: 'table',
    query: {
      metrics: ['closed_interventions', 'intervention_success_rate', 'intervention_risk_change', 'engagement_roi'],
      dimensions: ['playbook'],
      range: { last: 90, unit: 'day' },
      compare: 'none',
      order: [{ key: 'intervention_success_rate', dir: 'desc' }],
    },
  }),
  goals: panel({
    title: 'Goals completed',
    subtitle: 'Of those due',
    view: 'big_number',
    query: { metrics: ['goal_completion_rate'], samples: true },
  }),
  frequency: panel({
    title: 'Engagements of an account',
    subtitle: 'In 30 days',
    view: 'big_number',
    query: { metrics: ['engagement_frequency'] },
  }),
  gaps: panel({
    title: 'Accounts without contact',
    subtitle: 'For too long',
    view: 'big_number',
    query: { metrics: ['accounts_with_gap'] },
    drill: { dimension: 'csm', title: 'By manager' },
  }),
  response: panel({
    title: 'Response time',
    subtitle: 'Median of the team',
    view: 'big_number',
    query: { metrics: ['average_response_time'] },
    drill: { dimension: 'team_member', title: 'By team member' },
  }),
  churn_forecast: panel({
    title: 'Probability of churn',
    subtitle: 'Within 90 days',
    view: 'big_number',
    query: { metrics: ['churn_probability_90d'] },
  }),
  expansion: panel({
    title: 'Expansion potential',
    subtitle: 'Mean',
    view: 'big_number',
    query: { metrics: ['expansion_potential_score'] },
  }),
} as const
