import { setting } from '@tessera/plugin-api/server'
import { sql, type RawBuilder } from 'kysely'
import { plugin } from '../../plugin.ts'

const of = { tenant: sql<string>`tenant_id` }

/** Currency and rules of the tenant. Materialized, so that they are looked up once for a statement and not for each row. */
const rules: RawBuilder<unknown> = sql`
  select tenant_id, currency::text as home, ${setting(plugin, 'pastDueRule', of)} = 'counts' as past_due_counts,
    ${setting(plugin, 'discountRule', of)} as discounts,
    ${setting(plugin, 'churnRecognition', of)} = 'cancellation' as ends_at_once
  from core.tenants`

/** What one unit of the price is for a month: a year has 12 months, 365 days and 365 / 7 weeks. */
const monthly = sql`
  case c.billing_interval when 'day' then 365 / 12.0 when 'week' then 365 / 84.0 else 1 end
  / (case c.billing_interval when 'year' then 12 else 1 end * c.interval_count)`

const discounted = sql`
  case when c.discount_kind = 'once' or rule.discounts = 'none'
    or (c.discount_kind = 'repeating' and rule.discounts = 'forever')
  then 1 else 1 - c.discount_ratio end`

/** Changes of subscriptions with what they are worth a month in their own currency, whether they count, and until when they may. */
const states: RawBuilder<unknown> = sql`
  select c.tenant_id, c.subscription_id, c.changed_at, c.account_id, c.plan_id, p.tier as plan_tier, c.status,
    c.quantity, c.discount_ratio, c.trial_ends_at, c.term_ends_at, c.canceled_at,
    coalesce(c.currency, rule.home) as currency, rule.home,
    round(c.quantity * c.amount * ${discounted} * ${monthly}, 8) as worth,
    lead(c.changed_at) over later as next_at,
    min(c.changed_at) over (partition by c.tenant_id, c.subscription_id) as began_at,
    case when c.status = 'canceled' or c.canceled_at is not null then coalesce(c.reason, lead(c.reason) over later)
      else lead(c.reason) over later end as end_reason,
    case
      when c.status = 'active' or (c.status = 'past_due' and rule.past_due_counts)
        then case when c.canceled_at is null then 'infinity' when rule.ends_at_once then c.canceled_at
          else coalesce(c.term_ends_at, 'infinity') end
      when c.status = 'canceled' and rule.ends_at_once then coalesce(c.canceled_at, c.changed_at)
      when c.status = 'canceled' then coalesce(c.term_ends_at, c.canceled_at, c.changed_at)
      else c.changed_at
    end as counts_until
  from subscription_changes as c
  join rule on rule.tenant_id = c.tenant_id
  left join plans as p on p.tenant_id = c.tenant_id and p.plan_id = c.plan_id
  window later as (partition by c.tenant_id, c.subscription_id order by c.changed_at)`

/** Exchange rates with the moment up to which each holds. */
const rates: RawBuilder<unknown> = sql`
  select tenant_id, currency, valid_from, rate,
    lead(valid_from) over (partition by tenant_id, currency order by valid_from) as valid_until
  from exchange_rates`

/**
 * Spans of time in which a subscription is worth the same a month, in the currency of the tenant. One in another currency is cut where
 * its exchange rate changes, and is left out where there is none.
 */
export const lines: RawBuilder<unknown> = sql`
  with rule as materialized (${rules})
  select s.tenant_id, s.subscription_id, s.account_id, s.plan_id, s.plan_tier, s.currency, s.end_reason,
    greatest(s.changed_at, r.valid_from) as starts_at,
    nullif(least(s.next_at, s.counts_until, r.valid_until), 'infinity') as ends_at,
    s.worth, coalesce(r.rate, 1) as rate, s.worth * coalesce(r.rate, 1) as mrr
  from (${states}) as s
  left join (${rates}) as r on r.tenant_id = s.tenant_id and r.currency = s.currency and s.currency <> s.home
    and r.valid_from < least(s.next_at, s.counts_until)
    and coalesce(r.valid_until, 'infinity') > s.changed_at
  where s.worth > 0 and s.counts_until > s.changed_at and (s.currency = s.home or r.rate is not null)`

/** The same spans with what is left of their MRR after the costs of the service. */
export const profits: RawBuilder<unknown> = sql`
  with margin as materialized (select tenant_id, ${setting(plugin, 'grossMargin', of)} as share from core.tenants)
  select l.tenant_id, l.subscription_id, l.account_id, l.plan_tier, l.starts_at, l.ends_at, l.mrr * margin.share as gross_profit
  from (${lines}) as l
  join margin on margin.tenant_id = l.tenant_id`

/** Subscriptions as their latest change left them. */
export const subscriptions: RawBuilder<unknown> = sql`
  with rule as materialized (${rules})
  select distinct on (s.tenant_id, s.subscription_id) s.tenant_id, s.subscription_id, s.account_id, s.plan_id, s.plan_tier,
    s.status, s.quantity, s.discount_ratio,
    case when s.counts_until > s.changed_at then s.worth * case when s.currency = s.home then 1 else r.rate end else 0 end as mrr,
    s.currency, s.began_at as started_at, s.trial_ends_at, s.term_ends_at as current_term_ends_at, s.canceled_at,
    case when s.status = 'canceled' or s.canceled_at is not null then nullif(greatest(s.counts_until, s.changed_at), 'infinity')
      end as ended_at,
    case when s.status <> 'canceled' and s.canceled_at is null then s.term_ends_at end as renews_at
  from (${states}) as s
  left join (${rates}) as r on r.tenant_id = s.tenant_id and r.currency = s.currency and r.valid_until is null
  order by s.tenant_id, s.subscription_id, s.changed_at desc`
