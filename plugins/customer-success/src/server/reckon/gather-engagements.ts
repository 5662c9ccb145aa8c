import { sql } from 'kysely'
import { dayRows, gathered, isAsked, type Asked, type Gathered, type Keyed } from './asked.ts'

/** What was done with an account in the 90 days up to a day. */
export interface Engaged extends Keyed {
  readonly meetings: number
  readonly missed: number
  readonly outcomes: number
  readonly positive: number
  readonly negative: number
  /** Mails sent at least 3 days ago, and those of them that were answered within 3 days. */
  readonly mails: number
  readonly answered: number
  /** Median days to the answer; a mail without one has waited up to now. */
  readonly daysToAnswer: number | null
  readonly lastDate: string | null
  readonly daysSince: number | null
}

/** Gathers engagements. */
export async function gatherEngagements(asked: Asked): Promise<Gathered<Engaged>> {
  const { rows } = await sql<Engaged>`
    select e.account_id as account, day.on_date::text as date,
      (count(*) filter (where e.type <> 'email' and e.completed_at is not null))::int as meetings,
      (count(*) filter (where e.missed))::int as missed,
      count(e.outcome)::int as outcomes,
      (count(*) filter (where e.outcome = 'positive'))::int as positive,
      (count(*) filter (where e.outcome = 'negative'))::int as negative,
      (count(*) filter (where is_mail and e.completed_at < day.ended - interval '3 days'))::int as mails,
      (count(*) filter (where is_mail and e.completed_at < day.ended - interval '3 days'
        and e.replied_at <= e.completed_at + interval '3 days'))::int as answered,
      percentile_cont(0.5) within group (order by extract(epoch from
        least(coalesce(e.replied_at, day.ended), day.ended) - e.completed_at) / 86400) filter (where is_mail)::double precision
        as "daysToAnswer",
      (max(e.happened_at at time zone zone.timezone) filter (where not e.missed))::date::text as "lastDate",
      (day.on_date - (max(e.happened_at at time zone zone.timezone) filter (where not e.missed))::date)::int as "daysSince"
    from ${dayRows(asked)}
    join customer_success.engagements as e on e.happened_at < day.ended and e.happened_at >= day.ended - interval '90 days'
    cross join (select timezone from core.tenants where tenant_id = ${asked.tenantId}) as zone
    cross join lateral (select e.type = 'email' and e.inbound_at is null and e.completed_at is not null as is_mail) as mail
    where ${isAsked(asked, 'e')}
    group by e.account_id, day.on_date, day.ended`.execute(asked.db)
  return gathered(rows)
}
