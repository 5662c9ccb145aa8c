import { count, distinct, ratio, ref, rolling, share, snapshot, type On } from '@tessera/plugin-api/server'
import type { SqlBool } from 'kysely'
import { usage } from '../facts/service.ts'
import { agentSessions, readySignups, signups, users } from '../facts/users.ts'
import type { SignupRow } from '../rows.ts'

type Step = 'has_profile' | 'has_called' | 'has_all' | 'is_activated'
const has = (step: Step): { where: On<SignupRow, SqlBool> } => ({ where: (eb) => eb(step, '=', true) })

/** Who signs up, gets going and uses the API. */
export const userFormulas = {
  signups: count(users),
  users: snapshot(users, 'count'),
  user_share: share(ref('users')),
  api_dau: rolling(distinct(usage, 'user_id'), { last: 1, unit: 'day' }),
  api_mau: rolling(distinct(usage, 'user_id'), { last: 30, unit: 'day' }),
  activation_rate: ratio(count(readySignups, has('is_activated')), count(readySignups)),
  activation_profile: count(signups, has('has_profile')),
  activation_api_call: count(signups, has('has_called')),
  activation_agent_session: count(signups, has('has_all')),
  activation_full: count(signups, has('is_activated')),
  agent_sessions: count(agentSessions),
} as const
