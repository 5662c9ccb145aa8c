import { setting } from '@tessera/plugin-api/server'
import { sql, type RawBuilder } from 'kysely'
import { plugin } from '../../plugin.ts'
import { deals, people } from './deals.ts'
import { spells } from './spells.ts'

/** Zone, fiscal year and quota period of the tenant. Looked up once for a statement and not for each row. */
const rules: RawBuilder<unknown> = sql`
  select tenant_id, timezone, make_interval(months => fiscal_year_start_month - 1) as ahead,
    ${setting(plugin, 'quotaPeriod', { tenant: sql<string>`tenant_id` })} as unit
  from core.tenants`

/** The first day of the quota period that holds a day. */
const startOf = (day: RawBuilder<unknown>) => sql`
  (date_trunc(rule.unit, date_trunc('month', ${day}::timestamp) - rule.ahead) + rule.ahead)`

const next = (start: RawBuilder<unknown>) => sql`
  (${start} + case rule.unit when 'month' then interval '1 month' when 'quarter' then interval '3 months' else interval '1 year' end)`
const instant = (time: RawBuilder<unknown>) => sql`(${time} at time zone rule.timezone)`

/** Quotas as they were set last. */
export const latestQuotas: RawBuilder<unknown> = sql`
  select distinct on (tenant_id, rep_id, period_start) tenant_id, rep_id, period_start, period_end, amount
  from quotas order by tenant_id, rep_id, period_start, set_on desc`

/** Quotas by day, so that the days of one add up to it to the last part of a cent. */
export const quotaDays: RawBuilder<unknown> = sql`
  select q.tenant_id, q.rep_id, coalesce(p.rep, q.rep_id) as rep, p.team, q.period_start, q.period_start + nth as day,
    round(q.amount * (nth + 1) / (q.period_end - q.period_start + 1), 4)
      - round(q.amount * nth / (q.period_end - q.period_start + 1), 4) as amount
  from (${latestQuotas}) as q
  cross join lateral generate_series(0, q.period_end - q.period_start) as nth
  left join (${people}) as p on p.tenant_id = q.tenant_id and p.rep_id = q.rep_id`

/** The same days, each there from its start until its quota period is over. */
export const quotaSteps: RawBuilder<unknown> = sql`
  with rule as materialized (${rules})
  select q.tenant_id, q.rep_id, q.rep, q.team, q.period_start, q.day, q.amount,
    ${instant(sql`q.day::timestamp`)} as starts_at, ${instant(next(startOf(sql`q.day`)))} as ends_at
  from (${quotaDays}) as q join rule on rule.tenant_id = q.tenant_id`

/** What was to be sold in each quota period, there as long as it runs. */
export const quotaPeriods: RawBuilder<unknown> = sql`
  with rule as materialized (${rules})
  select period.tenant_id, period.rep_id, period.rep, period.team, period.amount,
    ${instant(sql`period.start`)} as starts_at, ${instant(next(sql`period.start`))} as ends_at
  from (
    select q.tenant_id, q.rep_id, q.rep, q.team, ${startOf(sql`q.day`)} as start, sum(q.amount) as amount
    from (${quotaDays}) as q join rule on rule.tenant_id = q.tenant_id
    group by q.tenant_id, q.rep_id, q.rep, q.team, ${startOf(sql`q.day`)}
  ) as period join rule on rule.tenant_id = period.tenant_id`

/** Won deals, each there from its close until the quota period is over. */
export const bookings: RawBuilder<unknown> = sql`
  with rule as materialized (${rules})
  select d.tenant_id, d.opportunity_id, d.rep, d.team, d.deal_type, d.value, d.closed_at as starts_at,
    ${instant(next(startOf(sql`(d.closed_at at time zone rule.timezone)`)))} as ends_at
  from (${deals}) as d join rule on rule.tenant_id = d.tenant_id
  where d.status = 'won'`

/** Open deals within the quota period in which they are expected to close. */
export const closingPipeline: RawBuilder<unknown> = sql`
  with rule as materialized (${rules})
  select * from (
    select s.tenant_id, s.opportunity_id, s.deal, s.rep, s.team, s.deal_type, s.value,
      greatest(s.starts_at, ${instant(startOf(sql`s.expected_close_date`))}) as starts_at,
      least(s.ends_at, ${instant(next(startOf(sql`s.expected_close_date`)))}) as ends_at
    from (${spells}) as s join rule on rule.tenant_id = s.tenant_id
    where s.expected_close_date is not null
  ) as closing
  where starts_at < ends_at`
