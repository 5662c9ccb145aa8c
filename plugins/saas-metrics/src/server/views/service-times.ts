import { setting } from '@tessera/plugin-api/server'
import { sql, type RawBuilder } from 'kysely'
import { plugin } from '../../plugin.ts'

const longest = sql`make_interval(mins =>
  ${setting(plugin, 'checkMinutes', { tenant: sql<string>`tenant_id` })}::int)`

/**
 * Spans of time for which the health of a service is known: from a check to the next one, and no longer than the setting says. They are
 * cut at full quarters of an hour, so that none reaches over the end of an hour or day of any zone.
 */
export const serviceTimes: RawBuilder<unknown> = sql`
  with rule as materialized (select tenant_id, ${longest} as longest from core.tenants)
  select c.tenant_id, c.service_name, greatest(piece, c.checked_at) as starts_at, c.status,
    extract(epoch from least(piece + interval '15 minutes', c.until) - greatest(piece, c.checked_at))::double precision as seconds
  from (
    select h.tenant_id, h.service_name, h.checked_at, h.status,
      least(lead(h.checked_at) over (partition by h.tenant_id, h.service_name order by h.checked_at), h.checked_at + rule.longest) as until
    from health_checks as h join rule on rule.tenant_id = h.tenant_id
  ) as c
  cross join lateral generate_series(
    date_bin('15 minutes', c.checked_at, timestamptz '2000-01-01Z'), c.until - interval '1 microsecond', '15 minutes') as piece`
