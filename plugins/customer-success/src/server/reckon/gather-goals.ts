import { sql } from 'kysely'
import { dayRows, gathered, isAsked, type Asked, type Gathered, type Keyed } from './asked.ts'

/** Goals of an account that were completed in the 90 days up to a day. */
export interface Reached extends Keyed {
  readonly goals: number
}

/** Gathers goals that were reached. */
export async function gatherGoals(asked: Asked): Promise<Gathered<Reached>> {
  const { rows } = await sql<Reached>`
    select g.account_id as account, day.on_date::text as date, count(*)::int as goals
    from ${dayRows(asked)}
    join customer_success.goals as g on g.completed_on <= day.on_date and g.completed_on > day.on_date - 90
    where ${isAsked(asked, 'g')}
    group by g.account_id, day.on_date`.execute(asked.db)
  return gathered(rows)
}
