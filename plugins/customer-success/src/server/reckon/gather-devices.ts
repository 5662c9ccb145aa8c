import { sql } from 'kysely'
import { dayRows, gathered, isAsked, type Asked, type Gathered, type Keyed } from './asked.ts'

/** Devices of an account on a day, over the 30 days up to it. */
export interface Devices extends Keyed {
  readonly active: number
  readonly health: number | null
  readonly uptime: number | null
  readonly volume: number | null
}

/** Gathers devices. */
export async function gatherDevices(asked: Asked): Promise<Gathered<Devices>> {
  const { rows } = await sql<Devices>`
    select d.account_id as account, day.on_date::text as date,
      (count(distinct d.device_id) filter (where d.status = 'active'))::int as active,
      avg(n.health_score)::double precision as health, avg(n.uptime)::double precision as uptime,
      sum(n.volume)::double precision as volume
    from ${dayRows(asked)}
    join customer_success.devices as d on ${isAsked(asked, 'd')}
    left join customer_success.device_days as n on n.tenant_id = ${asked.tenantId} and n.device_id = d.device_id
      and n.metric_date <= day.on_date and n.metric_date > day.on_date - 30
    group by d.account_id, day.on_date`.execute(asked.db)
  return gathered(rows)
}
