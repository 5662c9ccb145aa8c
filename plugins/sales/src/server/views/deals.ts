import { sql, type RawBuilder } from 'kysely'

/** Sales people with names that tell them apart. */
export const people: RawBuilder<unknown> = sql`
  select tenant_id, rep_id, team,
    name || case when count(*) over (partition by tenant_id, name) > 1 then ' ' || rep_id else '' end as rep
  from reps`

/**
 * Deals with what they are worth in the currency of the tenant, who sells them, and a name that tells them apart. One in another currency is
 * worth what its exchange rate says, and nothing known without one.
 */
export const deals: RawBuilder<unknown> = sql`
  select o.tenant_id, o.opportunity_id, o.account_id, o.lead_id, o.rep_id, o.deal_type, o.status, o.stage, o.amount, o.source,
    o.created_at, o.expected_close_date, o.closed_at, o.lost_reason, z.timezone, z.currency::text as currency,
    case when o.currency is null or o.currency = z.currency then 1 else o.exchange_rate end as rate,
    o.amount * case when o.currency is null or o.currency = z.currency then 1 else o.exchange_rate end as value,
    coalesce(p.rep, o.rep_id) as rep, p.team,
    o.name || case when count(*) over (partition by o.tenant_id, o.name) > 1 then ' ' || o.opportunity_id else '' end as deal
  from opportunities as o
  join core.tenants as z on z.tenant_id = o.tenant_id
  left join (${people}) as p on p.tenant_id = o.tenant_id and p.rep_id = o.rep_id`

/** Deals that were won or lost. Who left its first stage before, or was won, is qualified; CRMs tell the close as a stage too. */
export const closedDeals: RawBuilder<unknown> = sql`
  select d.tenant_id, d.opportunity_id, d.deal, d.account_id, d.rep_id, d.rep, d.team, d.deal_type, d.source, d.lost_reason,
    d.created_at, d.closed_at, d.value, d.status = 'won' as is_won,
    d.status = 'won' or coalesce(h.stages, 0) > 1 as is_qualified,
    extract(epoch from d.closed_at - d.created_at)::double precision / 86400 as cycle_days
  from (${deals}) as d
  left join (
    select s.tenant_id, s.opportunity_id, count(distinct s.stage) as stages
    from opportunity_stage_history as s
    join opportunities as o on o.tenant_id = s.tenant_id and o.opportunity_id = s.opportunity_id and s.entered_at < o.closed_at
    group by s.tenant_id, s.opportunity_id
  ) as h on h.tenant_id = d.tenant_id and h.opportunity_id = d.opportunity_id
  where d.status <> 'open'`
