import { metric } from '@tessera/plugin-api'
import { byUser } from '../dimensions.ts'

const users = { unit: 'count', direction: 'up', tier: 1, dimensions: byUser, owner: 'Growth' } as const
const cohort = 'Of users who signed up in the period'

/** Who signs up, gets going and uses the API. */
export const userMetrics = {
  signups: metric({ ...users, title: 'Signups', description: 'Users created in the period, whether they pay or not.' }),
  users: metric({
    ...users,
    title: 'Users',
    description: 'Users that are there at the end of the period, whether they pay or not.',
    tier: 2,
    direction: 'neutral',
  }),
  user_share: metric({
    ...users,
    title: 'Share of users',
    description: 'Part of all users in the answer that falls on each group.',
    unit: 'ratio',
    tier: 2,
    direction: 'neutral',
  }),
  api_dau: metric({
    ...users,
    title: 'Daily API users',
    description: 'Different users with a request to the API on the last day of the period.',
  }),
  api_mau: metric({
    ...users,
    title: 'Monthly API users',
    description: 'Different users with a request to the API in the 30 days before the end of the period.',
  }),
  activation_rate: metric({
    ...users,
    title: 'Activation rate',
    description: 'Of users whose time for activation ended in the period, the part that had done all steps within it.',
    rules: ['activationDays'],
    unit: 'ratio',
    target: { gte: 0.4 },
    minSample: 30,
  }),
  activation_profile: metric({
    ...users,
    title: 'Profile completed',
    description: `${cohort}, those that have completed their profile.`,
    version: 2,
    tier: 2,
  }),
  activation_api_call: metric({
    ...users,
    title: 'First API call',
    description: `${cohort}, those that have completed their profile and called the API, in whatever order.`,
    version: 2,
    tier: 2,
  }),
  activation_agent_session: metric({
    ...users,
    title: 'First agent session',
    description: `${cohort}, those that have done all three steps, in whatever order and however late.`,
    version: 2,
    tier: 2,
  }),
  activation_full: metric({
    ...users,
    title: 'Fully activated',
    description: `${cohort}, those that did all three steps within the time for activation.`,
    rules: ['activationDays'],
    tier: 2,
  }),
  agent_sessions: metric({
    ...users,
    title: 'Agent sessions',
    description: 'Sessions with agents that began in the period.',
    tier: 2,
    dimensions: ['agent', ...byUser],
  }),
} as const
