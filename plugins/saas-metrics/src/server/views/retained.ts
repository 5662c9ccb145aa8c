import { sql, type RawBuilder } from 'kysely'
import { levels } from './ledger.ts'

/** A moment moved by the calendar of the tenant. */
const moved = (moment: RawBuilder<unknown>, by: RawBuilder<unknown>) =>
  sql`((${moment} at time zone zone.timezone) + ${by}) at time zone zone.timezone`

/**
 * MRR of each account beside that of 12 months before, from when to when both were so. What it has kept is 0 once it had stopped, also
 * after coming back. Of a 29 February the year before is moved to the 28th, and no moment is moved beyond the one after it.
 */
export const yearOnYear: RawBuilder<unknown> = sql`
  with level as (${levels}),
  former as (
    select level.tenant_id, account_id, spell, mrr,
      max(${moved(sql`starts_at`, sql`interval '1 year'`)}) over later as starts_at,
      max(${moved(sql`ends_at`, sql`interval '1 year'`)}) over later as ends_at, ends_at is null as is_last
    from level join core.tenants as zone on zone.tenant_id = level.tenant_id
    window later as (partition by level.tenant_id, account_id order by starts_at)
  )
  select former.tenant_id, former.account_id, greatest(former.starts_at, level.starts_at) as starts_at,
    least(case when not former.is_last then former.ends_at end, level.ends_at) as ends_at, former.mrr as mrr_before,
    case when level.spell = former.spell then level.mrr else 0 end as mrr_kept,
    case when level.spell = former.spell then least(level.mrr, former.mrr) else 0 end as mrr_held
  from former
  join level on level.tenant_id = former.tenant_id and level.account_id = former.account_id
    and (former.is_last or level.starts_at < former.ends_at)
    and (level.ends_at is null or level.ends_at > former.starts_at)
  where former.mrr > 0 and (former.is_last or former.starts_at < former.ends_at)`

/** MRR of each account on the day it has paid for so many months, up to two years, beside what it began with. */
export const revenueAges: RawBuilder<unknown> = sql`
  with level as (${levels}),
  aged as (
    select level.tenant_id, account_id, starts_at as started_at, mrr as mrr_first, age,
      ${moved(sql`starts_at`, sql`make_interval(months => age)`)} as reached_at
    from level
    join core.tenants as zone on zone.tenant_id = level.tenant_id
    cross join generate_series(0, 24) as age
    where level.starts_at = level.first_at
  )
  select aged.tenant_id, aged.account_id, aged.started_at, aged.age, aged.reached_at, aged.mrr_first, level.mrr
  from aged
  join level on level.tenant_id = aged.tenant_id and level.account_id = aged.account_id
    and level.starts_at <= aged.reached_at and (level.ends_at is null or level.ends_at > aged.reached_at)`
