import { dimension } from '@tessera/plugin-api'
import {
  accountStatuses,
  engagementTypes,
  healthSegments,
  interventionOutcomes,
  outcomes,
  riskLevels,
  signalTypes,
} from './choices.ts'

/** What metrics of customer success can be broken down by. */
export const dimensions = {
  customer: dimension({ title: 'Customer', description: 'The account, by its name.' }),
  csm: dimension({ title: 'Customer success manager', description: 'Who looks after the account, by name.' }),
  health_segment: dimension({
    title: 'Health segment',
    description: 'Healthy from 80 points, moderate from 60, at risk from 40, critical below.',
    labels: healthSegments,
    colors: { healthy: '#2c8f5b', moderate: '#2f6fd0', at_risk: '#d98518', critical: '#c8322d' },
  }),
  account_status: dimension({
    title: 'Status of the account',
    description: 'Active, at risk with a health score below 60, or churned within the setting Churned accounts.',
    labels: accountStatuses,
  }),
  health_band: dimension({
    title: 'Health score',
    description: 'Ten points of the health score.',
    labels: {
      '00': '0–9',
      '10': '10–19',
      '20': '20–29',
      '30': '30–39',
      '40': '40–49',
      '50': '50–59',
      '60': '60–69',
      '70': '70–79',
      '80': '80–89',
      '90': '90–100',
    },
  }),
  risk_level: dimension({
    title: 'Churn risk',
    description: 'Low below an index of 30, medium below 60, then high.',
    labels: riskLevels,
    colors: { low: '#2c8f5b', medium: '#d98518', high: '#c8322d' },
  }),
  last_contact: dimension({
    title: 'Last contact',
    description: 'How long the last engagement with the account lay back on that day.',
    labels: {
      '07': 'Within 7 days',
      '14': '8–14 days',
      '30': '15–30 days',
      '90': '31–90 days',
      none: 'None in 90 days',
    },
  }),
  engagement_type: dimension({ title: 'Type of engagement', labels: engagementTypes }),
  outcome: dimension({ title: 'Outcome', description: 'How an engagement went.', labels: outcomes }),
  team_member: dimension({ title: 'Team member', description: 'Who of the own team, by the name they have there.' }),
  stakeholder_role: dimension({ title: 'Role of the stakeholder', description: 'As it was imported.' }),
  signal_type: dimension({ title: 'Signal', description: 'What somebody heard that warns.', labels: signalTypes }),
  playbook: dimension({ title: 'Playbook', description: 'By what an account was to be kept.' }),
  intervention_outcome: dimension({ title: 'Outcome of the intervention', labels: interventionOutcomes }),
  device_kind: dimension({ title: 'Kind of device', description: 'As it was imported.' }),
  activity_kind: dimension({
    title: 'Activity',
    description: 'What happened with an account.',
    labels: {
      engagement: 'Engagement',
      segment: 'Health',
      goal: 'Goal',
      milestone: 'Milestone',
      signal: 'Signal',
      intervention: 'Intervention',
    },
  }),
  activity: dimension({ title: 'What happened', description: 'The activity in a few words.' }),
} as const

/** Dimensions of the account behind everything. */
export const accounts = [
  'customer',
  'core.account',
  'core.segment',
  'core.plan_tier',
  'core.industry',
  'core.region',
  'core.country',
] as const

/** What metrics of an account's days can be broken down by. */
export const byAccount = ['csm', 'health_segment', 'account_status', 'risk_level', ...accounts] as const

/** Who answers for the definitions. */
export const owner = 'Customer success'
