import { sql } from 'kysely'
import { dayRows, gathered, keyOf, type Asked, type Gathered, type Keyed } from './asked.ts'

/** Use of the product by an account up to a day, of the plugin for product analytics. */
export interface Used extends Keyed {
  /** Users active in 30 days and their active days, then the same of the 30 days before. */
  readonly users: number
  readonly userDays: number
  readonly usersBefore: number
  readonly userDaysBefore: number
  /** Users active in 120 days. */
  readonly activated: number
  /** Mean minutes of a session, in 30 days and in the 90 before. */
  readonly minutes: number | null
  readonly minutesBefore: number | null
  /** Points of all users together: how often, how long and how widely each used the product. */
  readonly points: number
}

const accountOf = sql`coalesce(u.account_id, person.account_id)`

/** The first and the last of some days, in whatever order they are. */
const ends = ({ dates }: Asked['days']) => [dates.toSorted()[0], dates.toSorted().at(-1)] as const

/** Rows of use that count for any of the days, with the account each belongs to: looked up once, however many days are asked for. */
const usedBy = ({ tenantId, accounts, days }: Asked, view: string, span: number) => sql`
  select u.*, ${accountOf} as account
  from ${sql.table(`product_analytics.${view}`)} as u
  left join core.users as person on person.tenant_id = ${tenantId} and person.user_id = u.user_id
  where u.tenant_id = ${tenantId} and u.active_date > ${ends(days)[0]}::date - ${span}::int and u.active_date <= ${ends(days)[1]}::date
    and ${accountOf} = any(${accounts}::uuid[])`

/** Gathers use from what `product-analytics` publishes. */
export async function gatherUse(asked: Asked): Promise<Gathered<Used>> {
  const { tenantId, days } = asked
  const [first, last] = ends(days)
  const { rows } = await sql<Used>`
    with mine as materialized (
      select account, user_id, active_date, sum(active_seconds) as active_seconds, sum(sessions) as sessions
      from (${usedBy(asked, 'use_days', 120)}) as u group by 1, 2, 3
    ),
    touched as materialized (
      select distinct u.user_id, u.active_date, u.feature from product_analytics.feature_use as u
      where u.tenant_id = ${tenantId} and u.active_date > ${first}::date - 30 and u.active_date <= ${last}::date
        and exists (select from mine where mine.user_id = u.user_id)
    ),
    used as (
      select u.account, day.on_date, u.user_id, count(*) filter (where is_now) as days,
        count(*) filter (where u.active_date between day.on_date - 59 and day.on_date - 30) as days_before,
        sum(u.active_seconds) filter (where is_now) as seconds, sum(u.sessions) filter (where is_now) as sessions,
        sum(u.active_seconds) filter (where not is_now) as seconds_before, sum(u.sessions) filter (where not is_now) as sessions_before
      from ${dayRows(asked)}
      join mine as u on u.active_date between day.on_date - 119 and day.on_date
      cross join lateral (select u.active_date > day.on_date - 30 as is_now) as span
      group by 1, 2, 3
    ),
    wide as (
      select day.on_date, u.user_id, count(distinct u.feature) as features
      from ${dayRows(asked)} join touched as u on u.active_date between day.on_date - 29 and day.on_date
      group by 1, 2
    )
    select account, on_date::text as date, (count(*) filter (where days > 0))::int as users, sum(days)::int as "userDays",
      (count(*) filter (where days_before > 0))::int as "usersBefore", sum(days_before)::int as "userDaysBefore",
      count(*)::int as activated,
      (sum(seconds) / nullif(sum(sessions), 0) / 60)::double precision as minutes,
      (sum(seconds_before) / nullif(sum(sessions_before), 0) / 60)::double precision as "minutesBefore",
      coalesce(sum(100 * (0.5 * least(days / 20.0, 1) + 0.3 * least(seconds / 60.0 / 600, 1) + 0.2 * least(coalesce(features, 0) / 8.0, 1)))
        filter (where days > 0), 0)::double precision as points
    from used left join wide using (on_date, user_id)
    group by account, on_date`.execute(asked.db)
  return gathered(rows)
}

/** How an account uses one feature, and the least plan that has it. */
export interface FeatureUse {
  readonly feature: string
  readonly isCore: boolean
  readonly minTier: string | null
  /** Users in 30 days; uses in them and in the 30 days before. */
  readonly users: number
  readonly uses: number
  readonly usesBefore: number
}

/** Gathers which features accounts use. */
export async function gatherFeatures(asked: Asked): Promise<Gathered<readonly FeatureUse[]>> {
  const { rows } = await sql<Keyed & FeatureUse>`
    with mine as materialized (
      select account, feature, coalesce(is_core, false) as is_core, min_tier, active_date, user_id, uses
      from (${usedBy(asked, 'feature_use', 60)}) as u
    )
    select account, day.on_date::text as date, u.feature, u.is_core as "isCore", u.min_tier as "minTier",
      (count(distinct u.user_id) filter (where u.active_date > day.on_date - 30))::int as users,
      coalesce(sum(u.uses) filter (where u.active_date > day.on_date - 30), 0)::double precision as uses,
      coalesce(sum(u.uses) filter (where u.active_date <= day.on_date - 30), 0)::double precision as "usesBefore"
    from ${dayRows(asked)} join mine as u on u.active_date between day.on_date - 59 and day.on_date
    group by 1, 2, 3, 4, 5`.execute(asked.db)
  const found = new Map<string, FeatureUse[]>()
  for (const row of rows) found.set(keyOf(row), [...(found.get(keyOf(row)) ?? []), row])
  return found
}

/** The core features of the product, with the least plan that has each. */
export async function readCoreFeatures({
  db,
  tenantId,
}: Pick<Asked, 'db' | 'tenantId'>): Promise<readonly (string | null)[]> {
  const { rows } = await sql<{ minTier: string | null }>`
    select min_tier as "minTier" from product_analytics.known_features
    where tenant_id = ${tenantId} and is_core`.execute(db)
  return rows.map(({ minTier }) => minTier)
}
