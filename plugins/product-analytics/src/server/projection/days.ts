import { sql, type Kysely } from 'kysely'
import { touchedBy } from './sessions.ts'
import type { Stretch, Usage } from './usage.ts'

const zone = (tenantId: string) => sql`(select timezone from core.tenants where tenant_id = ${tenantId})`

/** Adds up the sessions of all days that the stretches touch, of the tenant's zone; a session belongs to the day it began on. */
export async function addUpDays(db: Kysely<never>, tenantId: string, stretches: readonly Stretch[]): Promise<void> {
  const days = sql`
    select touched.user_id, (lo at time zone ${zone(tenantId)})::date as first, (hi at time zone ${zone(tenantId)})::date as last
    from ${touchedBy(stretches)}`
  const cleared = sql`
    delete from product_analytics.active_days as old using (${days}) as days
    where old.tenant_id = ${tenantId} and old.source = 'events' and old.user_id = days.user_id
      and old.active_date between days.first and days.last`.execute(db)
  const written = sql`
    insert into product_analytics.active_days (tenant_id, source, user_id, active_date, platform, release, account_id,
      sessions, active_seconds, errored_sessions, crashed_sessions)
    select ${tenantId}::uuid, 'events', s.user_id, (s.started_at at time zone ${zone(tenantId)})::date, s.platform,
      s.release, max(s.account_id::text)::uuid, count(*), sum(s.active_seconds), count(*) filter (where s.errored),
      count(*) filter (where s.crashed)
    from (${days}) as days
    join product_analytics.sessions as s on s.tenant_id = ${tenantId} and s.user_id = days.user_id
      and s.started_at >= days.first::timestamp at time zone ${zone(tenantId)}
      and s.started_at < (days.last + 1)::timestamp at time zone ${zone(tenantId)}
    group by s.user_id, 4, s.platform, s.release`.execute(db)
  await Promise.all([cleared, written])
}

/** Counts uses of features on the days of the tenant's zone. Each event comes once, so counts are added. */
export async function countFeatures(db: Kysely<never>, tenantId: string, usages: readonly Usage[]): Promise<void> {
  const column = <Key extends keyof Usage>(key: Key) => usages.map((usage) => usage[key])
  await sql`
    insert into product_analytics.feature_days as held (tenant_id, source, user_id, feature, active_date, account_id, uses)
    select ${tenantId}::uuid, 'events', user_id, feature, (at at time zone ${zone(tenantId)})::date,
      max(account_id::text)::uuid, count(*)
    from unnest(${column('userId')}::uuid[], ${column('feature')}::text[],
      ${usages.map(({ from }) => new Date(from).toISOString())}::timestamptz[], ${column('accountId')}::uuid[])
      as used (user_id, feature, at, account_id)
    group by user_id, feature, 5
    on conflict (tenant_id, user_id, feature, active_date, source) do update set uses = held.uses + excluded.uses,
      account_id = greatest(held.account_id::text, excluded.account_id::text)::uuid`.execute(db)
}
