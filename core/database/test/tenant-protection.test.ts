import { sql, type Kysely } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Migration } from '@tessera/plugin-api/server'
import { describeDatabases } from '@tessera/test-kit'
import type { Database } from '../src/index.ts'
import { migrate } from '../src/migrate.ts'

const protectedThing: Migration = {
  up: async (db, { tenantTable, sharedTable }) => {
    await sql`create table thing (tenant_id uuid not null, id int, at date not null) partition by range (at)`.execute(
      db,
    )
    await tenantTable('thing')
    await sql`create table secret (token text)`.execute(db)
    await sql`create table colour (name text)`.execute(db)
    await sharedTable('colour')
    await sql`create view seen with (security_invoker = on) as select * from thing`.execute(db)
    await sql`create materialized view totals as select count(*) from thing`.execute(db)
    await sql`create temp table scratch (tenant_id uuid) on commit drop`.execute(db)
  },
}

const run = (...statements: string[]): Migration => ({
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
})

const leaks: [what: string, object: string, ...statements: string[]][] = [
  ['a table without protection', 'leaky.t', 'create table t (tenant_id uuid not null)'],
  ['one in public', 'public.t', 'create table public.t (tenant_id uuid)'],
  ['one in a schema of its own making', 'aside.t', 'create schema aside', 'create table aside.t (tenant_id uuid)'],
  [
    'a partition',
    'leaky.part',
    `create table part partition of shop.thing for values from ('2026-01-01') to ('2027-01-01')`,
  ],
  [
    'a child of a protected table',
    'leaky.child',
    'create table child (tenant_id uuid)',
    'alter table child add more int',
  ],
  [
    'row-level security that is not forced',
    'leaky.t',
    'create table t (tenant_id uuid)',
    'alter table t enable row level security',
  ],
  ['a materialized view', 'leaky.m', 'create materialized view m as select * from shop.thing'],
  ['a view that reads as its owner', 'leaky.v', 'create view v as select * from shop.thing'],
  [
    'a view without tenant_id that reads as its owner',
    'leaky.v',
    'create view v as select count(*) from shop.thing',
    'grant select on v to tessera_app',
  ],
  [
    'a function that runs as its owner',
    'leaky.f()',
    `create function f() returns bigint language sql security definer as 'select count(*) from shop.thing'`,
  ],
  ['a table that becomes one of tenants', 'shop.colour', 'alter table shop.colour add column tenant_id uuid'],
  ['security taken from a table of another plugin', 'shop.thing', 'alter table shop.thing disable row level security'],
  ['a policy taken from it', 'shop.thing', 'drop policy tenant_rows on shop.thing'],
  ['a policy changed', 'shop.thing', 'alter policy tenant_rows on shop.thing using (true)'],
  ['a policy added', 'shop.thing', 'create policy everybody on shop.thing for select using (true)'],
  ['the right to truncate', 'shop.thing', 'grant truncate on shop.thing to public'],
  ['ownership', 'shop.thing', 'alter table shop.thing owner to tessera_app'],
  ['a grant on what was out of reach', 'shop.secret', 'grant select (token) on shop.secret to public'],
  ['the right to create', 'schema shop', 'grant create on schema shop to tessera_app'],
  ['a role above row-level security', 'role tessera_app', 'alter role tessera_app bypassrls'],
]

describeDatabases('a migration that opens a way to rows of other tenants', (open) => {
  let database: Database
  const catalogue = async () => {
    const { rows } = await sql`
      select c.oid::regclass::text as name, c.relrowsecurity, c.relforcerowsecurity, c.relacl::text, c.relowner::text,
        (select array_agg(p.polname::text || pg_get_expr(p.polqual, p.polrelid)) from pg_policy p where p.polrelid = c.oid) as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('shop', 'public', 'leaky', 'aside') and c.relname not like 'migration%' order by 1`.execute(
      database.owner,
    )
    return rows
  }

  beforeAll(async () => {
    database = await open({ empty: true })
    await database.pool.query('create schema legacy; create table legacy.customer (tenant_id uuid, name text)')
    await database.migrate('shop', { '0001': protectedThing })
  })

  test.each(leaks)('is undone: %s', async (_, object, ...statements) => {
    const before = await catalogue()
    const good = run('create table good (id int)')
    const refusal = await database
      .migrate('leaky', { '0001': good, '0002': run(...statements) })
      .catch((error) => error)
    expect(refusal).toMatchObject({ code: 'migration_unprotected' })
    expect(refusal.message).toContain(`its migration '0002' was undone`)
    expect(refusal.message).toContain(`${object}: `)
    expect(await catalogue()).toEqual(before)
  })

  test('is refused when it ends its transaction', async () => {
    const early = database.migrate('early', { '0001': run('create table t (id int)', 'commit') })
    await expect(early).rejects.toMatchObject({ code: 'migration_ended_early' })
  })

  test('is undone when it waits for something that never comes, however long its statements take', async () => {
    const waiting: Migration = {
      up: async (db) => {
        await sql`create table t (id int)`.execute(db)
        await sql`select pg_sleep(0.6)`.execute(db)
        await new Promise(() => {})
      },
    }
    const given = migrate(database.maintenance, { schema: 'waiting', idleMs: 400 }, { '0001': waiting })
    await expect(given).rejects.toMatchObject({ code: 'left_waiting' })
    await database.migrate('waiting', { '0001': run('create table t (id int)') })
  })

  test('tables of others in the same database are not judged, whatever they look like', async () => {
    await database.migrate('other', { '0001': run('create table fine (id int)') })
    await database.assertTenantTables('core', 'tessera', 'shop', 'other')
    await expect(database.assertTenantTables('legacy')).rejects.toThrow(
      'legacy.customer: it keeps no rows of tenants apart',
    )
    expect(await database.listTenantTables()).toEqual([
      { schema: 'shop', name: 'thing' },
      { schema: 'tessera', name: 'data_version' },
      { schema: 'tessera', name: 'table_version' },
    ])
  })

  test('what lost its protection after its migration is found', async () => {
    const during = async (change: string, db: Kysely<never>) => {
      await sql.raw(change).execute(db)
    }
    await during('alter table shop.thing no force row level security', database.owner)
    await expect(database.assertTenantTables('shop')).rejects.toMatchObject({ code: 'tenants_unprotected' })
    await during('alter table shop.thing force row level security', database.owner)
    await database.assertTenantTables('shop')
  })
})
