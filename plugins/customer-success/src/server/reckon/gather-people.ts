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
  const { tenantId } = asked
  const { rows } = await sql<Involved>`
    with took as materialized (
      select a.stakeholder_id, e.happened_at
      from customer_success.attendees as a
      join customer_success.engagements as e on e.tenant_id = ${tenantId} and e.engagement_id = a.engagement_id
      where a.tenant_id = ${tenantId} and a.attended and ${isAsked(asked, 'e')}
    )
    select s.account_id as account, day.on_date::text as date, count(distinct s.stakeholder_id)::int as stakeholders,
      count(distinct took.stakeholder_id)::int as "tookPart"
    from ${dayRows(asked)}
    join customer_success.stakeholders as s on s.created_at < day.ended and (s.left_at is null or s.left_at >= day.ended)
    left join took on took.stakeholder_id = s.stakeholder_id and took.happened_at < day.ended
      and took.happened_at >= day.ended - interval '90 days'
    where ${isAsked(asked, 's')}
    group by s.account_id, day.on_date`.execute(asked.db)
  return gathered(rows)
}
