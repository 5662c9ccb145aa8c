import { sql } from 'kysely'
import { dayRows, gathered, isAsked, type Asked, type Gathered, type Keyed } from './asked.ts'

/** Stakeholders of an account on a day. */
export interface Involved extends Keyed {
  readonly stakeholders: number
  /** Who of them took part in something in the 90 days before. */
  readonly tookPart: number
}

/** Gathers who of the stakeholders took part. */
export async function gatherPeople(asked: Asked): Promise<Gathered<Involved>> {
  const { rows } = await sql<Involved>`
    select s.account_id as account, day.on_date::text as date, count(*)::int as stakeholders,
      (count(*) filter (where exists (
        select from customer_success.attendees as a
        join customer_success.engagements as e on e.tenant_id = ${asked.tenantId} and e.engagement_id = a.engagement_id
        where a.tenant_id = ${asked.tenantId} and a.stakeholder_id = s.stakeholder_id and a.attended
          and e.happened_at < day.ended and e.happened_at >= day.ended - interval '90 days'
      )))::int as "tookPart"
    from ${dayRows(asked)}
    join customer_success.stakeholders as s on s.created_at < day.ended and (s.left_at is null or s.left_at >= day.ended)
    where ${isAsked(asked, 's')}
    group by s.account_id, day.on_date`.execute(asked.db)
  return gathered(rows)
}
