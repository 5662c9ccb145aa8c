import { sql, type Kysely } from 'kysely'
import type { Rollups } from '@tessera/query'
import { fillRollupTables } from './rollup-tables.ts'
import { insertEvents } from './events-sql.ts'
import { accountsPerTenant, lastDay, plans, segments, tenants } from './world.ts'

const subscriptionsPerTenant = 1000

async function insertTenants(db: Kysely<never>): Promise<void> {
  for (const { id, slug } of tenants) {
    await sql`insert into auth.organization (id, name, slug, "createdAt") values (${id}, ${slug}, ${slug}, now())`.execute(
      db,
    )
    await sql`insert into core.tenants (tenant_id, slug, name) values (${id}, ${slug}, ${slug})`.execute(db)
  }
}

async function insertAccounts(db: Kysely<never>): Promise<void> {
  await sql`
    insert into core.accounts (tenant_id, account_id, name, segment, created_at)
    select ('00000000-0000-4000-8000-' || lpad(to_hex(t), 12, '0'))::uuid,
      ('00000000-0000-4002-8000-' || lpad(to_hex(t * 1000000 + a), 12, '0'))::uuid, 'account ' || a,
      (array[${sql.join(segments.map((s) => sql.lit(s)))}])[1 + a % 3], timestamptz '2025-01-01Z'
    from generate_series(1, ${sql.lit(tenants.length)}) as t, generate_series(0, ${sql.lit(accountsPerTenant - 1)}) as a`.execute(
    db,
  )
}

async function insertSubscriptions(db: Kysely<never>): Promise<void> {
  const unit = (column: number) =>
    sql`(((hashint8extended(t * 1000000::bigint + s, ${sql.lit(column)}) >> 11) & 9007199254740991)::float8 / 9007199254740992)`
  const started = sql`timestamptz ${sql.lit(`${lastDay} 00:00:00Z`)} - ${unit(1)} * interval '365 days'`
  await sql`
    insert into shop.subscriptions (tenant_id, subscription_id, user_id, plan, started_at, ended_at)
    select ('00000000-0000-4000-8000-' || lpad(to_hex(t), 12, '0'))::uuid,
      ('00000000-0000-4003-8000-' || lpad(to_hex(t * 1000000 + s), 12, '0'))::uuid,
      ('00000000-0000-4001-8000-' || lpad(to_hex(t * 1000000 + s), 12, '0'))::uuid,
      (array[${sql.join(plans.map((p) => sql.lit(p)))}])[1 + s % 3], ${started},
      case when ${unit(2)} < 0.4 then ${started} + ${unit(3)} * interval '200 days' end
    from generate_series(1, ${sql.lit(tenants.length)}) as t,
      generate_series(0, ${sql.lit(subscriptionsPerTenant - 1)}) as s`.execute(db)
}

/** Loads without the indexes and makes them afterwards: several times faster, the same table in the end. */
async function withoutIndexes(db: Kysely<never>, table: string, load: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ name: string; definition: string; key: string | null }>`
    select x.indexrelid::regclass::text as name, pg_get_indexdef(x.indexrelid) as definition,
      (select quote_ident(c.conname) || ' ' || pg_get_constraintdef(c.oid) from pg_constraint c
       where c.conindid = x.indexrelid and c.contype in ('p', 'u')) as key
    from pg_index x where x.indrelid = ${table}::regclass`.execute(db)
  for (const { name, key } of rows) {
    const drop = key ? `alter table ${table} drop constraint ${key.split(' ')[0]}` : `drop index ${name}`
    await sql.raw(drop).execute(db)
  }
  await load()
  for (const { definition, key } of rows) {
    await sql.raw(key ? `alter table ${table} add constraint ${key}` : definition).execute(db)
  }
}

/** Builds what is not built yet, as after a change to what rollups hold. */
export async function buildRollups(db: Kysely<never>, rollups: Rollups): Promise<void> {
  for (const tenant of tenants) await rollups.refresh({ id: tenant.id, timeZone: 'UTC' })
  for (const { table } of rollups.definitions) await sql`vacuum (analyze) ${sql.table(table)}`.execute(db)
}

/** Fills an empty, migrated database with the tenants, their rows and their rollups, vacuumed and analysed. */
export async function generate(
  db: Kysely<never>,
  rollups: Rollups,
  what: { readonly events: number; readonly floor: boolean },
): Promise<void> {
  await insertTenants(db)
  await insertAccounts(db)
  await insertSubscriptions(db)
  await withoutIndexes(db, 'core.events', async () => {
    await insertEvents(what.events).execute(db)
  })
  await sql`vacuum (analyze) core.events`.execute(db)
  await buildRollups(db, rollups)
  if (what.floor) await fillRollupTables(db)
  await sql`analyze`.execute(db)
}
