import { sql } from 'kysely'
import { dayRows, gathered, isAsked, type Asked, type Gathered, type Keyed } from './asked.ts'

/** Revenue of an account on a day, of the plugin for SaaS metrics. */
export interface Revenue extends Keyed {
  /** Monthly recurring revenue on the day, 30 days and 365 days before; null where it was no customer yet. */
  readonly mrr: number
  readonly mrrMonthAgo: number | null
  readonly mrrYearAgo: number | null
  readonly churnedAt: Date | null
  /** Expansion of the day. */
  readonly expansion: number
  /** Invoices due in a year, and those paid in time. */
  readonly due: number
  readonly inTime: number
  /** Longest time an unpaid invoice is overdue, in days. */
  readonly overdueDays: number
  readonly lastRenewal: string | null
  readonly daysToRenewal: number | null
}

/** Gathers revenue from what `saas-metrics` publishes. */
export async function gatherRevenue(asked: Asked): Promise<Gathered<Revenue>> {
  const { rows } = await sql<Revenue>`
    with one as (select account, on_date, ended from ${dayRows(asked)} cross join unnest(${asked.accounts}::uuid[]) as account),
    movement as materialized (
      select account_id, occurred_at, movement_type, delta_mrr from saas_metrics.mrr_movements as m where ${isAsked(asked, 'm')}
    ),
    ledger as (
      select one.account, one.on_date, sum(m.delta_mrr) as mrr,
        sum(m.delta_mrr) filter (where m.occurred_at < ended - interval '30 days') as month_ago,
        sum(m.delta_mrr) filter (where m.occurred_at < ended - interval '365 days') as year_ago,
        max(m.occurred_at) filter (where m.movement_type = 'churn') as churned_at,
        coalesce(sum(m.delta_mrr) filter (where m.movement_type = 'expansion' and m.occurred_at >= ended - interval '1 day'), 0) as expansion
      from one join movement as m on m.account_id = one.account and m.occurred_at < ended
      group by one.account, one.on_date
    ),
    invoice as materialized (
      select account_id, due_at, paid_at from saas_metrics.invoice_payments as i
      where ${isAsked(asked, 'i')} and i.status not in ('draft', 'void')
    ),
    renewal as materialized (
      select account_id, renewal_id, due_date, outcome from saas_metrics.renewal_outcomes as r where ${isAsked(asked, 'r')}
    ),
    paid as (
      select one.account, one.on_date, count(*) filter (where i.due_at >= ended - interval '365 days') as due,
        count(*) filter (where i.due_at >= ended - interval '365 days' and i.paid_at <= i.due_at) as in_time,
        max(extract(epoch from ended - i.due_at) / 86400) filter (where i.paid_at is null or i.paid_at >= ended) as overdue
      from one join invoice as i on i.account_id = one.account and i.due_at < ended
      group by one.account, one.on_date
    ),
    renewed as (
      select one.account, one.on_date,
        (array_agg(r.outcome order by r.due_date desc, r.renewal_id desc)
          filter (where r.due_date <= one.on_date and r.outcome <> 'pending'))[1] as outcome,
        (min(r.due_date) filter (where r.due_date > one.on_date) - one.on_date) as days_left
      from one join renewal as r on r.account_id = one.account
      group by one.account, one.on_date
    )
    select one.account, one.on_date::text as date, ledger.mrr::double precision as mrr,
      month_ago::double precision as "mrrMonthAgo", year_ago::double precision as "mrrYearAgo",
      case when ledger.mrr <= 0 then churned_at end as "churnedAt", expansion::double precision as expansion,
      coalesce(due, 0)::int as due, coalesce(in_time, 0)::int as "inTime", coalesce(overdue, 0)::double precision as "overdueDays",
      outcome as "lastRenewal", days_left::int as "daysToRenewal"
    from one join ledger using (account, on_date) left join paid using (account, on_date)
    left join renewed using (account, on_date)`.execute(asked.db)
  return gathered(rows)
}
