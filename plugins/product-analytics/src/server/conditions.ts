import { setting, type Bounds, type On } from '@tessera/plugin-api/server'
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { plugin } from '../plugin.ts'
import type { Entitled, FeatureChanceRow, PersonRow, ReleaseUserRow } from './rows.ts'

/*
 * Columns of the fact stand bare. A subquery therefore renames its own columns, so that a bare name inside it can only
 * be the fact's.
 */

/** On how many of the 30 days before the end of the bucket the person was active. */
export const daysActive: On<PersonRow, number> = (eb, bounds) => sql<number>`(
  select count(distinct day)::int from (
    select user_id as who, active_date as day from product_analytics.active_days where tenant_id = ${bounds.tenant}
  ) as active
  where who = ${eb.ref('user_id')} and day >= ${bounds.to} - 30 and day < ${bounds.to})`

/** What the person is called by that. */
export const activity: On<PersonRow, string> = (eb, bounds) => sql<string>`(
  select case
      when n >= ${setting(plugin, 'powerDays', bounds)} then 'power'
      when n >= ${setting(plugin, 'regularDays', bounds)} then 'regular'
      when n >= 2 then 'casual' when n = 1 then 'one_off' else 'dormant' end
  from (select ${daysActive(eb, bounds)} as n) as counted)`

/** The person is a power user. */
export const isPower: On<PersonRow, SqlBool> = (eb, bounds) =>
  sql<SqlBool>`${daysActive(eb, bounds)} >= ${setting(plugin, 'powerDays', bounds)}`

/** The person was active at all in the 30 days. */
export const isActive: On<PersonRow, SqlBool> = (eb, bounds) => sql<SqlBool>`${daysActive(eb, bounds)} >= 1`

/** The person was active within the bucket. */
export const wasActive: On<FeatureChanceRow, SqlBool> = (eb, bounds) => sql<SqlBool>`exists (
  select from (
    select user_id as who, active_date as day from product_analytics.active_days where tenant_id = ${bounds.tenant}
  ) as active
  where who = ${eb.ref('user_id')} and day >= ${bounds.from} and day < ${bounds.to})`

const rank = (tier: RawBuilder<unknown>, bounds: Bounds) =>
  sql`array_position(string_to_array(replace(${setting(plugin, 'tiers', bounds)}, ' ', ''), ','), ${tier})`

/** The user's plan has the feature. A plan that nobody told or listed has it. */
export function isEntitled<Row extends Entitled>(): On<Row, SqlBool> {
  return (_, bounds) =>
    sql<SqlBool>`coalesce(${rank(sql.ref('tier'), bounds)} >= ${rank(sql.ref('min_tier'), bounds)}, true)`
}

/** The user's plan has at least one of the release's features. */
export const isEntitledToRelease: On<ReleaseUserRow, SqlBool> = (eb, bounds) => sql<SqlBool>`exists (
  select from unnest(${eb.ref('min_tiers')}) as brought (smallest)
  where coalesce(${rank(sql`${eb.ref('tier')}`, bounds)} >= ${rank(sql`smallest`, bounds)}, true))`
