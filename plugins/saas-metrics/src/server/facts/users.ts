import { accounts, fact, users as userEntity, type UserRow } from '@tessera/plugin-api/server'
import type { AgentSessionRow, PayingUserRow, SignupRow, SignupStepsRow } from '../rows.ts'

const joins = [
  { entity: userEntity, on: 'user_id' },
  { entity: accounts, on: 'account_id' },
] as const

/** Users, from their creation to their deletion. */
export const users = fact<UserRow>({
  name: 'user',
  table: 'core.users',
  key: ['user_id'],
  time: { column: 'created_at', type: 'instant' },
  interval: { start: 'created_at', end: 'deleted_at' },
  joins,
})

const steps = [
  { column: 'has_profile', title: 'Profile completed' },
  { column: 'has_called', title: 'API called too' },
  { column: 'has_all', title: 'All steps' },
] as const
const signup = {
  table: 'saas_metrics.signups',
  key: ['user_id'],
  joins,
  drill: [...steps, { column: 'is_activated', title: 'In time' }],
} as const

/** Users dated by their creation, with the steps they have done. */
export const signupSteps = fact<SignupStepsRow>({
  name: 'signup_steps',
  table: 'saas_metrics.signup_steps',
  key: ['user_id'],
  time: { column: 'created_at', type: 'instant' },
  joins,
  drill: steps,
})

/** Users dated by their creation. */
export const signups = fact<SignupRow>({ ...signup, name: 'signup', time: { column: 'created_at', type: 'instant' } })

/** Users dated by the end of their time for activation. */
export const readySignups = fact<SignupRow>({
  ...signup,
  name: 'ready_signup',
  time: { column: 'ready_at', type: 'instant' },
})

/** From when to when users belong to paying customers. */
export const payingUsers = fact<PayingUserRow>({
  name: 'paying_user',
  table: 'saas_metrics.paying_users',
  key: ['user_id', 'spell'],
  time: { column: 'starts_at', type: 'instant' },
  interval: { start: 'starts_at', end: 'ends_at' },
  joins,
})

/** Sessions with agents. */
export const agentSessions = fact<AgentSessionRow>({
  name: 'agent_session',
  table: 'saas_metrics.agent_sessions',
  key: ['session_id'],
  time: { column: 'started_at', type: 'instant' },
  dimensions: { agent: 'agent_id' },
  joins,
  drill: [{ column: 'messages_count', title: 'Messages', type: 'number' }],
})
