import { count, distinct, ratio, ref, rolling, share, snapshot, type On } from '@tessera/plugin-api/server'
import type { SqlBool } from 'kysely'
import { usage } from '../facts/service.ts'
import { agentSessions, readySignups, signups, signupSteps, users } from '../facts/users.ts'
import type { SignupRow, SignupStepsRow } from '../rows.ts'

const has = (step: 'has_profile' | 'has_called' | 'has_all'): { where: On<SignupStepsRow, SqlBool> } => ({
  where: (eb) => eb(step, '=', true),
})
const inTime: { where: On<SignupRow, SqlBool> } = { where: (eb) => eb('is_activated', '=', true) }

/** Who signs up, gets going and uses the API. */
export const userFormulas = {
  signups: count(users),
  users: snapshot(users, 'count'),
  user_share: share(ref('users')),
  api_dau: rolling(distinct(usage, 'user_id'), { last: 1, unit: 'day' }),
  api_mau: rolling(distinct(usage, 'user_id'), { last: 30, unit: 'day' }),
  activation_rate: ratio(count(readySignups, inTime), count(readySignups)),
  activation_profile: count(signupSteps, has('has_profile')),
  activation_api_call: count(signupSteps, has('has_called')),
  activation_agent_session: count(signupSteps, has('has_all')),
  activation_full: count(signups, inTime),
  agent_sessions: count(agentSessions),
} as const
