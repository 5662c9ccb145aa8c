import { sql } from 'kysely'
import { dayRows, gathered, isAsked, type Asked, type Gathered, type Keyed } from './asked.ts'

/** Tickets and ratings of an account up to a day, of the plugin for support. */
export interface Supported extends Keyed {
  /** Created in 30 days, of those urgent or high, and resolved by now. */
  readonly created: number
  readonly severe: number
  readonly resolved: number
  /** Resolved in 30 days, the hours they took together, and in the median. */
  readonly done: number
  readonly hours: number | null
  readonly medianHours: number | null
  readonly escalations: number
  /** Ratings of 4 and 5 and all ratings, of 30 and of 90 days. */
  readonly good: number
  readonly ratings: number
  readonly good90: number
  readonly ratings90: number
}

/** Gathers tickets and ratings from what `support` publishes; an account without any has none. */
export async function gatherSupport(asked: Asked): Promise<Gathered<Supported>> {
  const { rows } = await sql<Supported>`
    with one as (select account, on_date, ended from ${dayRows(asked)} cross join unnest(${asked.accounts}::uuid[]) as account),
    ticket as (
      select one.account, one.on_date,
        count(*) filter (where t.created_at >= since) as created,
        count(*) filter (where t.created_at >= since and t.priority in ('urgent', 'high')) as severe,
        count(*) filter (where t.created_at >= since and t.resolved_at < ended) as resolved,
        count(*) filter (where t.resolved_at >= since and t.resolved_at < ended) as done,
        sum(took) filter (where t.resolved_at >= since and t.resolved_at < ended) as hours,
        percentile_cont(0.5) within group (order by took) filter (where t.resolved_at >= since and t.resolved_at < ended) as median,
        count(*) filter (where t.escalated and t.created_at >= ended - interval '90 days') as escalations
      from one join support.ticket_times as t on t.account_id = one.account and t.created_at < ended
        and (t.created_at >= ended - interval '90 days' or t.resolved_at >= ended - interval '30 days')
      cross join lateral (select ended - interval '30 days' as since,
        (extract(epoch from t.resolved_at - t.created_at) / 3600)::double precision as took) as span
      where ${isAsked(asked, 't')}
      group by one.account, one.on_date
    ),
    rating as (
      select one.account, one.on_date,
        count(*) filter (where c.rating >= 4 and c.created_at >= ended - interval '30 days') as good,
        count(*) filter (where c.created_at >= ended - interval '30 days') as ratings,
        count(*) filter (where c.rating >= 4) as good90, count(*) as ratings90
      from one join support.csat_answers as c on c.account_id = one.account and c.created_at < ended
        and c.created_at >= ended - interval '90 days'
      where ${isAsked(asked, 'c')}
      group by one.account, one.on_date
    )
    select one.account, one.on_date::text as date, coalesce(created, 0)::int as created, coalesce(severe, 0)::int as severe,
      coalesce(resolved, 0)::int as resolved, coalesce(done, 0)::int as done, hours, median as "medianHours",
      coalesce(escalations, 0)::int as escalations, coalesce(good, 0)::int as good, coalesce(ratings, 0)::int as ratings,
      coalesce(good90, 0)::int as good90, coalesce(ratings90, 0)::int as ratings90
    from one left join ticket using (account, on_date) left join rating using (account, on_date)`.execute(asked.db)
  return gathered(rows)
}
