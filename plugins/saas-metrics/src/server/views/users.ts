import { setting } from '@tessera/plugin-api/server'
import { sql, type RawBuilder } from 'kysely'
import { plugin } from '../../plugin.ts'
import { customers } from './ledger.ts'

const done = (step: string) => sql`min(completed_at) filter (where activation_type = ${sql.lit(step)})`
const ready = sql`u.created_at + rule.time`
const time = sql`make_interval(hours => (24 * ${setting(plugin, 'activationDays', { tenant: sql<string>`tenant_id` })})::int)`

/** Users with the steps of activation they have done, whenever that was. */
export const signupSteps: RawBuilder<unknown> = sql`
  select u.tenant_id, u.user_id, u.account_id, u.created_at, a.profile_at, a.api_call_at, a.agent_session_at,
    a.profile_at is not null as has_profile,
    a.profile_at is not null and a.api_call_at is not null as has_called,
    a.profile_at is not null and a.api_call_at is not null and a.agent_session_at is not null as has_all
  from core.users as u
  left join (
    select tenant_id, user_id, ${done('profile_completed')} as profile_at, ${done('first_api_call')} as api_call_at,
      ${done('first_agent_session')} as agent_session_at
    from user_activations group by tenant_id, user_id
  ) as a on a.tenant_id = u.tenant_id and a.user_id = u.user_id`

/** The same, with the end of their time for activation and whether they were in time. */
export const signups: RawBuilder<unknown> = sql`
  with rule as materialized (select tenant_id, ${time} as time from core.tenants)
  select u.tenant_id, u.user_id, u.account_id, u.created_at, ${ready} as ready_at, u.has_profile, u.has_called, u.has_all,
    coalesce(u.profile_at < ${ready} and u.api_call_at < ${ready} and u.agent_session_at < ${ready}, false) as is_activated
  from (${signupSteps}) as u
  join rule on rule.tenant_id = u.tenant_id`

/** From when to when users belonged to paying customers. */
export const payingUsers: RawBuilder<unknown> = sql`
  select u.tenant_id, u.user_id, u.account_id, c.spell, greatest(u.created_at, c.started_at) as starts_at,
    least(u.deleted_at, c.ended_at) as ends_at
  from core.users as u
  join (${customers}) as c on c.tenant_id = u.tenant_id and c.account_id = u.account_id
  where greatest(u.created_at, c.started_at) < coalesce(least(u.deleted_at, c.ended_at), 'infinity')`
