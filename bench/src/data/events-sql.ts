import { sql, type RawBuilder } from 'kysely'
import { accountsPerTenant, days, errors, eventShares, lastDay, providers, tenants, users } from './world.ts'

const sums = (shares: readonly number[]) => {
  let sum = 0
  return shares.map((share) => (sum += share))
}

/** A number of [0, 1) that depends on the row and the column alone. */
const unit = (column: number): RawBuilder<number> =>
  sql<number>`(((hashint8extended(i, ${sql.lit(column)}) >> 11) & 9007199254740991)::float8 / 9007199254740992)`

const pick = (column: number, shares: readonly number[], values: readonly string[]): RawBuilder<string> => {
  const thresholds = sums(shares).slice(0, -1)
  return sql<string>`(array[${sql.join(values.map((value) => sql.lit(value)))}])[1 + width_bucket(${unit(column)}, array[${sql.join(thresholds.map((t) => sql.lit(t)))}]::float8[])]`
}

const even = (column: number, values: readonly string[]) =>
  pick(
    column,
    values.map(() => 1 / values.length),
    values,
  )

/** `insert … select` of `count` events, in order of time. The same count gives the same rows. */
export function insertEvents(count: number): RawBuilder<unknown> {
  const shares = sums(tenants.map(({ share }) => share)).slice(0, -1)
  const tenant = sql`(1 + width_bucket(${unit(1)}, array[${sql.join(shares.map((t) => sql.lit(t)))}]::float8[]))`
  const perTenant = sql.join(tenants.map(({ share }) => sql.lit(Math.max(10, Math.floor(users * share)))))
  // why: squaring gives a few busy people and many quiet ones, as everywhere
  const user = sql`floor(power(${unit(3)}, 2) * (array[${perTenant}])[tenant])::bigint`
  const at = sql`(timestamptz ${sql.lit(`${lastDay} 00:00:00Z`)} - interval ${sql.lit(`${days} days`)}
      + floor((i + ${unit(4)}) / ${sql.lit(count)} * ${sql.lit(days * 86_400_000)}) * interval '1 millisecond')`
  const event = pick(2, Object.values(eventShares), Object.keys(eventShares))
  return sql`
    insert into core.events
      (tenant_id, "timestamp", event_id, event, user_id, account_id, properties, received_at)
    select ('00000000-0000-4000-8000-' || lpad(to_hex(tenant), 12, '0'))::uuid, at,
      encode(int8send(hashint8extended(i, 101)) || int8send(hashint8extended(i, 102)), 'hex')::uuid, event,
      ('00000000-0000-4001-8000-' || lpad(to_hex(tenant * 1000000 + person), 12, '0'))::uuid,
      ('00000000-0000-4002-8000-' || lpad(to_hex(tenant * 1000000 + person % ${sql.lit(accountsPerTenant)}), 12, '0'))::uuid,
      case event
        when 'connection_failed' then jsonb_build_object('provider', provider, 'error', ${even(6, errors)})
        when 'order_placed' then jsonb_build_object('provider', provider, 'amount', 1 + floor(${unit(7)} * 20000) / 100)
        when 'page_viewed' then jsonb_build_object('provider', provider, 'ms', 20 + floor(power(${unit(8)}, 4) * 4000))
        else jsonb_build_object('provider', provider) end,
      at
    from (
      select i, tenant, ${at} as at, ${event} as event, ${user} as person, ${even(5, providers)} as provider
      from (select i, ${tenant} as tenant from generate_series(0::bigint, ${sql.lit(count - 1)}::bigint) as i offset 0) as row
      offset 0
    ) as row`
}
