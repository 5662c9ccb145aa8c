import { sql, type RawBuilder } from 'kysely'
import { lines } from './terms.ts'

/**
 * Moments at which the MRR of an account changes, by currency: what it is worth after them, in that currency (`own`), in that of the
 * tenant (`money`), and over all currencies of the account (`total`).
 */
const moments: RawBuilder<unknown> = sql`
  select tenant_id, account_id, currency, at, own, money, rate, plan_tier, end_reason,
    sum(own) over (partition by tenant_id, account_id, currency order by at) as own_after,
    sum(money) over (partition by tenant_id, account_id, currency order by at) as money_after,
    sum(money) over (partition by tenant_id, account_id order by at) as total_after,
    sum(money) over (partition by tenant_id, account_id, at) as total_change,
    min(at) over (partition by tenant_id, account_id) as first_at
  from (
    select tenant_id, account_id, currency, at, sum(own) as own, sum(money) as money, max(rate) as rate,
      coalesce(max(plan_tier) filter (where begins), max(plan_tier)) as plan_tier,
      max(end_reason) filter (where not begins) as end_reason
    from (
      select line.tenant_id, line.account_id, line.currency, line.plan_tier, line.end_reason, step.*
      from (${lines}) as line
      cross join lateral (values
        (line.starts_at, line.worth, line.mrr, line.rate, true),
        (line.ends_at, -line.worth, -line.mrr, null, false)
      ) as step (at, own, money, rate, begins)
      where step.at is not null
    ) as step
    group by tenant_id, account_id, currency, at
  ) as moment`

/**
 * The ledger: every change of the MRR of an account. What begins when the account has none is new or a reactivation, what leaves none
 * is churn; else an account has grown or shrunk. What changed only because of the exchange rate stands apart.
 */
export const movements: RawBuilder<unknown> = sql`
  select m.tenant_id, m.account_id, m.at as occurred_at, m.currency, part.movement_type, part.delta_mrr,
    m.total_after - m.total_change as mrr_before, m.total_after as mrr_after, m.plan_tier, m.end_reason as reason
  from (
    select *, case when own_after = 0 then money when own_after = own then money_after
      when rate is null then money else own * rate end as business
    from (${moments}) as moment
  ) as m
  cross join lateral (values
    (case when m.total_after = m.total_change then case when m.at = m.first_at then 'new' else 'reactivation' end
      when m.total_after = 0 then 'churn' when m.business > 0 then 'expansion' else 'contraction' end, m.business),
    ('currency', m.money - m.business)
  ) as part (movement_type, delta_mrr)
  where part.delta_mrr <> 0`

/** What the MRR of each account was from when to when, none included; `spell` counts how often it has begun to pay. */
export const levels: RawBuilder<unknown> = sql`
  select tenant_id, account_id, at as starts_at, lead(at) over later as ends_at, total as mrr, before, first_at,
    count(*) filter (where before = 0) over later as spell
  from (
    select tenant_id, account_id, at, first_at, max(total_after) as total, max(total_after - total_change) as before
    from (${moments}) as moment group by tenant_id, account_id, at, first_at
  ) as level
  window later as (partition by tenant_id, account_id order by at)`

/** From when to when an account was a paying customer. */
export const customers: RawBuilder<unknown> = sql`
  select tenant_id, account_id, spell, min(starts_at) as started_at,
    case when bool_and(ends_at is not null or mrr = 0) then max(starts_at) filter (where mrr = 0) end as ended_at,
    min(first_at) as first_at
  from (${levels}) as level group by tenant_id, account_id, spell`
