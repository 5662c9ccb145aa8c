import { sql, type RawBuilder } from 'kysely'
import { people } from './deals.ts'

const who = sql`left join (${people}) as p on p.tenant_id = o.tenant_id and p.rep_id = o.rep_id`

/** Leads of marketing that it qualified, with who of sales they are assigned to. */
export const repLeads: RawBuilder<unknown> = sql`
  select o.tenant_id, o.lead_id, o.account_id, coalesce(p.rep, o.rep_id) as rep, p.team, o.channel, o.mql_at
  from marketing.lead_stages as o ${who}
  where o.mql_at is not null`

/** The same with whether sales accepted them in time, and from when on that is known. */
export const repAcceptances: RawBuilder<unknown> = sql`
  select o.tenant_id, o.lead_id, o.account_id, coalesce(p.rep, o.rep_id) as rep, p.team, o.channel, o.known_at, o.is_converted
  from marketing.lead_acceptances as o ${who}
  where o.known_at is not null`

/** Contracts that came up for renewal, with who last won a deal of the account up to that day. */
export const repRenewals: RawBuilder<unknown> = sql`
  select o.tenant_id, o.renewal_id, o.account_id, coalesce(p.rep, o.rep_id) as rep, p.team, o.due_date, o.amount_up,
    o.amount_renewed, o.outcome
  from (
    select distinct on (r.tenant_id, r.renewal_id) r.tenant_id, r.renewal_id, r.account_id, r.due_date, r.amount_up,
      r.amount_renewed, r.outcome, d.rep_id
    from saas_metrics.renewal_outcomes as r
    join core.tenants as z on z.tenant_id = r.tenant_id
    left join opportunities as d on d.tenant_id = r.tenant_id and d.account_id = r.account_id and d.status = 'won'
      and (d.closed_at at time zone z.timezone)::date <= r.due_date
    order by r.tenant_id, r.renewal_id, d.closed_at desc nulls last, d.opportunity_id desc
  ) as o ${who}`
