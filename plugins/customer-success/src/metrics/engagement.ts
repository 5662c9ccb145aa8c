import { metric } from '@tessera/plugin-api'
import { accounts, byAccount, owner } from '../dimensions.ts'

const ofEngagement = ['engagement_type', 'outcome', 'team_member', 'csm', ...accounts] as const
const ofAccount = ['csm', ...accounts] as const
const ofPerson = ['stakeholder_role', ...ofAccount] as const
const count = { unit: 'count', direction: 'up', tier: 2, dimensions: ofEngagement, owner } as const

/** What is done with customers, how it goes, and who takes part. */
export const engagementMetrics = {
  total_engagements: metric({
    ...count,
    title: 'Engagements',
    description: 'Meetings, calls, mails, demos and trainings that took place in the period.',
  }),
  engagement_share: metric({
    ...count,
    title: 'Share of engagements',
    description: 'Part of the engagements in the answer that falls on each group.',
    unit: 'ratio',
    direction: 'neutral',
  }),
  positive_outcome_rate: metric({
    ...count,
    title: 'Positive outcomes',
    description: 'Of the engagements in the period whose outcome is known, the part that went well.',
    unit: 'ratio',
    dimensions: ['engagement_type', 'team_member', 'csm', ...accounts],
    minSample: 10,
  }),
  missed_rate: metric({
    ...count,
    title: 'Missed engagements',
    description:
      'Of the engagements planned for the period that are over, the part to which the customer did not come.',
    unit: 'ratio',
    direction: 'down',
    tier: 3,
    dimensions: ['engagement_type', 'team_member', 'csm', ...accounts],
    minSample: 10,
  }),
  average_response_time: metric({
    ...count,
    title: 'Response time',
    description:
      'Median hours from what a customer wrote to the answer of the team, of those answered, by when they wrote.',
    unit: 'hours',
    direction: 'down',
    dimensions: ['engagement_type', 'team_member', 'csm', ...accounts],
  }),
  response_rate: metric({
    ...count,
    title: 'Mails answered',
    description: 'Of the mails sent to customers in the period, the part they answered within 3 days.',
    unit: 'ratio',
    dimensions: ['team_member', 'csm', ...accounts],
    minSample: 10,
  }),
  engagement_frequency: metric({
    ...count,
    title: 'Engagements of an account',
    description: 'Engagements of the 30 days before the end of the period, for each live account.',
    unit: 'multiple',
    dimensions: ofAccount,
  }),
  days_since_engagement: metric({
    ...count,
    title: 'Days since the last engagement',
    description: 'Mean days since the last engagement of the live accounts that had one in 90 days.',
    unit: 'days',
    direction: 'down',
    dimensions: byAccount,
    target: { lt: 30 },
  }),
  accounts_with_gap: metric({
    ...count,
    title: 'Accounts without contact',
    description: 'Live accounts without engagement for longer than the rule says.',
    rules: ['gapDays'],
    version: 2,
    direction: 'down',
    dimensions: byAccount,
  }),
  health_change_after: metric({
    ...count,
    title: 'Health after an engagement',
    description:
      'Mean change of the health score from the day of an engagement to 30 days later. An association, no proof of cause.',
    unit: 'points',
    tier: 3,
    minSample: 10,
  }),
  stakeholder_participation: metric({
    ...count,
    title: 'Stakeholders taking part',
    description: 'Of the stakeholders who are there at the end of the period, the part that took part in 90 days.',
    unit: 'ratio',
    dimensions: ofPerson,
    minSample: 10,
  }),
  decision_maker_participation: metric({
    ...count,
    title: 'Deciders taking part',
    description: 'Of the decision makers who are there at the end of the period, the part that took part in 90 days.',
    unit: 'ratio',
    dimensions: ofPerson,
    minSample: 10,
  }),
  champions: metric({
    ...count,
    title: 'Champions',
    description: 'Stakeholders who speak for the product inside of their account, at the end of the period.',
    dimensions: ofPerson,
  }),
  relationship_depth: metric({
    ...count,
    title: 'Depth of relationships',
    description: 'Stakeholders who took part in 90 days, for each live account.',
    unit: 'multiple',
    dimensions: ofAccount,
  }),
  activities: metric({
    ...count,
    title: 'Activities',
    description:
      'What happened with accounts in the period: engagements, changes of health, goals, milestones, signals.',
    direction: 'neutral',
    tier: 3,
    dimensions: ['activity_kind', 'activity', 'csm', ...accounts],
  }),
} as const
