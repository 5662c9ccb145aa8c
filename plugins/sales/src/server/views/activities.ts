import { sql, type RawBuilder } from 'kysely'
import { people } from './deals.ts'

/** Activities with the name of who did it, and the account of the deal where they name none. */
export const namedActivities: RawBuilder<unknown> = sql`
  select a.tenant_id, a.activity_id, a.rep_id, coalesce(p.rep, a.rep_id) as rep, p.team, a.opportunity_id,
    coalesce(a.account_id, o.account_id) as account_id, a.type, a.completed, a.occurred_at
  from activities as a
  left join opportunities as o on o.tenant_id = a.tenant_id and o.opportunity_id = a.opportunity_id
  left join (${people}) as p on p.tenant_id = a.tenant_id and p.rep_id = a.rep_id`
