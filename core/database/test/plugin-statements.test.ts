import { sql, type Kysely } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { view, type Migration } from '@tessera/plugin-api/server'
import { describeDatabases } from '@tessera/test-kit'
import { coreMigrations, pluginRole, type Database } from '../src/index.ts'

const first = '00000000-0000-7000-8000-000000000001'
const second = '00000000-0000-7000-8000-000000000002'

const things: Migration = {
  up: async (db, { tenantTable, sharedTable }) => {
    await sql`create table thing (tenant_id uuid not null, id int not null, label text, primary key (tenant_id, id))`.execute(
      db,
    )
    await tenantTable('thing')
    await sql`create table colour (name text primary key)`.execute(db)
    await sql`insert into colour values ('red')`.execute(db)
    await sharedTable('colour')
    await sql`create table hidden (name text primary key)`.execute(db)
  },
}

/** Ways round, each with the refusal it meets. */
const refused: readonly (readonly [what: string, statement: string])[] = [
  ['another role', 'set role tessera_app'],
  ['another role, locally', 'set local role tessera_app'],
  ['the role of another plugin', `set role ${pluginRole('other')}`],
  ['the owner', 'reset role'],
  ['the owner, by all settings', 'reset all'],
  ['the owner, by a discarded session', 'discard all'],
  ['another login', 'set session authorization postgres'],
  ['the login of before', 'reset session authorization'],
  ['another tenant', `set local app.tenant_id = '${second}'`],
  ['in other letters', 'SeT LoCaL rOlE tessera_app'],
  ['behind a comment', '/* select */ set role tessera_app'],
  ['behind a comment in a comment', '/* a /* select */ */ reset role'],
  ['behind a line of comment', '-- select 1\nreset role'],
  ['behind an empty statement', ';reset role'],
  ['behind another statement', 'select 1; reset role'],
  ['behind another statement and a comment', 'select 1 /* ; */ ; -- all\n reset role'],
  ['behind a string', `select 'a'';' ; reset role; select ''`],
  ['behind a string with escapes', `select E'\\\\'; reset role; --'`],
  ['behind a string in dollars', 'select $a$;$b$ $a$; reset role'],
  ['behind a string whose end hangs on a setting', `select '\\'; reset role; --'`],
  ['behind a string without end', `select 'a; reset role`],
  ['a setting by a function', `select set_config('role', 'postgres', true)`],
  ['a tenant by a function', `select set_config('app.tenant_id', '${second}', true)`],
  ['with its schema', `select pg_catalog . /* */ set_config /* */ ('app.tenant_id', '${second}', true)`],
  ['in quotes', `select "set_config"('app.tenant_id', '${second}', true)`],
  ['in Unicode escapes', `select U&"\\0073et_config"('app.tenant_id', '${second}', true)`],
  ['in a condition', `select * from shop.thing where set_config('app.tenant_id', '${second}', true) is not null`],
  ['as a table', `select * from set_config('app.tenant_id', '${second}', true)`],
  ['in what is returned', `delete from shop.thing where false returning set_config('role', 'postgres', true)`],
  [
    'in text that is run',
    `select query_to_xml('select set_' || 'config(''role'', ''postgres'', true)', true, true, '')`,
  ],
  [
    'in words that are counted',
    `select * from ts_stat('select set_' || 'config(''role'', ''postgres'', true)::tsvector')`,
  ],
  ['in words that are replaced', `select ts_rewrite('a'::tsquery, 'select set_' || 'config(''role'', ''x'', true)')`],
  ['by the view of settings', `update pg_settings set setting = 'off' where name = 'row_security'`],
  ['code', `do $$ begin execute 'reset role'; end $$`],
  ['a function', `create function shop.f() returns int language sql as 'select 1'`],
  ['a call', 'call shop.f()'],
  ['a statement kept for later', 'prepare p as delete from core.events'],
  ['a statement kept before', 'execute p'],
  ['a file', `copy (select 1) to 'tessera-copied'`],
  ['rows sent along', 'copy shop.thing from stdin'],
  ['a table', 'create table shop.mine (n int)'],
  ['a table made of rows', 'select 1 as n into shop.mine'],
  ['a table of the session', 'select 1 as n into temporary tenants'],
  ['a cursor', 'declare c cursor for select 1'],
  ['an explanation that runs', 'explain analyze delete from shop.thing'],
  ['a lock', 'lock table core.events'],
  ['a lock of the session', 'select pg_advisory_lock(1)'],
  ['a lock that everybody shares', 'select pg_try_advisory_xact_lock(1)'],
  ['news to all servers', `select pg_notify('tessera_live', '{}')`],
  ['news to all servers, quoted', `select "pg_catalog" . "pg_notify" ('tessera_live', '{}')`],
  ['the end of another connection', 'select pg_terminate_backend(pid) from pg_stat_activity'],
  ['the end of what another does', 'select pg_cancel_backend(1)'],
  ['what stands in the log alone', `select pg_logical_emit_message(true, 'a', 'b')`],
  ['an end', 'commit'],
  ['a beginning', 'begin'],
  ['a savepoint', 'savepoint mine'],
  ['a way back', 'rollback'],
  ['a listener', 'listen x'],
  ['a grant', 'grant all on core.events to public'],
  ['a library', `load 'plpgsql'`],
  ['housekeeping', 'vacuum core.events'],
  ['an emptied table', 'truncate shop.thing'],
  ['a large object', 'select lo_create(4711)'],
  ['nothing', '-- nothing'],
]

/** What a statement of the right kind may not do. */
const notGranted: readonly (readonly [what: string, statement: string])[] = [
  ['the tenant', `update core.tenants set name = 'Renamed'`],
  ['events', 'delete from core.events'],
  ['events, on the way', 'with gone as (delete from core.events returning 1) select count(*) from gone'],
  [
    'events, added',
    `insert into core.events (tenant_id, "timestamp", event_id, event) values ('${first}', now(), gen_random_uuid(), 'x')`,
  ],
  ['events, merged', `merge into core.events e using (values (1)) v on e.event = 'bought' when matched then delete`],
  ['users', `update core.users set role = 'owner'`],
  ['which plugins are on', `update core.tenant_plugins set enabled = true`],
  ['settings of its own, changed', `update core.tenant_plugins set settings = '{}' where plugin_id = 'shop'`],
  ['how far projections are', 'delete from core.bookmarks'],
  ['states of rollups', `update core.rollup_states set status = 'ready'`],
  ['marks of changes', 'delete from core.data_changes'],
  [
    'marks of changes in tables of others',
    `insert into core.data_changes values ('${first}', 'core.events', gen_random_uuid(), now() - interval '1 hour', now())`,
  ],
  ['versions of data', 'delete from tessera.data_version'],
  ['tables of a plugin it reads', `update other.thing set label = 'stolen'`],
  ['what a plugin it requires does not publish', 'select * from other.thing'],
  ['a view of a plugin it reads', `update other.things set label = 'stolen'`],
  ['a view of a plugin it does not require', 'select * from stranger.things'],
  ['tables of a plugin it does not require', 'select * from stranger.thing'],
  ['a list all tenants share', `insert into shop.colour values ('blue')`],
  ['its own table that is not for tenants', 'select * from shop.hidden'],
  ['its migrations', 'select * from shop.migration'],
  ['rows of other tenants', `insert into shop.thing values ('${second}', 9, 'x')`],
  ['passwords', 'select rolpassword from pg_authid'],
]

describeDatabases('statements of a plugin', (open) => {
  let database: Database
  const send = (statement: string, run = (db: Kysely<never>) => sql.raw(statement).execute(db)) =>
    database.tenantTransaction(first, run, { plugin: 'shop' })
  const state = async () => {
    const tables = [
      ...['tenants', 'events', 'users', 'tenant_plugins', 'bookmarks', 'rollup_states', 'data_changes'].map(
        (t) => `core.${t}`,
      ),
      ...['shop', 'other', 'stranger'].flatMap((schema) => [`${schema}.thing`, `${schema}.colour`]),
    ]
    const rows: Record<string, unknown> = {}
    for (const table of tables) {
      rows[table] = (
        await sql`select to_jsonb(t) as row from ${sql.table(table)} t order by 1::text`.execute(database.owner)
      ).rows
    }
    rows['relations'] = (
      await sql`select c.oid::regclass::text as name, c.relacl::text, c.relrowsecurity from pg_class c
        where c.relnamespace::regnamespace::text not like 'pg_toast%' order by 1`.execute(database.owner)
    ).rows
    return rows
  }

  beforeAll(async () => {
    database = await open()
    await database.migrate('core', coreMigrations)
    const schemas = ['shop', 'other', 'stranger']
    for (const schema of schemas) await database.migrate(schema, { '0001': things })
    for (const schema of schemas) {
      await database.grantPlugin({ schema, reads: [] })
      await database.publishViews({ schema, views: { things: view(sql`select tenant_id, label from thing`) } })
    }
    await database.grantPlugin({ schema: 'shop', reads: ['other'] })
    for (const tenant of [first, second]) {
      await database.tenantTransaction(tenant, async (db) => {
        await sql`insert into core.tenants (tenant_id, slug, name) values (${tenant}, ${tenant.slice(-1)}, 'Acme')`.execute(
          db,
        )
        await sql`insert into core.events (tenant_id, "timestamp", event_id, event)
          select ${tenant}, now(), gen_random_uuid(), 'bought' from generate_series(1, 20)`.execute(db)
        for (const schema of ['shop', 'other', 'stranger']) {
          await sql`insert into ${sql.table(`${schema}.thing`)} values (${tenant}, 1, 'x')`.execute(db)
        }
      })
    }
  })

  test('a plugin writes its own tables, reads those of core and what plugins it requires publish, and marks what it changed', async () => {
    await send('', async (db) => {
      await sql`insert into shop.thing values (${first}, 2, 'y')`.execute(db)
      await sql`with gone as (delete from shop.thing where id = 2 returning *) select * from gone`.execute(db)
      await sql.raw(`update shop.thing set label = 'set role; reset role'`).execute(db)
      await sql`insert into core.data_changes values (${first}, 'shop.thing', gen_random_uuid(), now(), now() + interval '1 hour')`.execute(
        db,
      )
      return sql`select 1`.execute(db)
    })
    const seen = await send(`(select t.name, e.n, o.label from core.tenants t,
      (select count(*) as n from core.events) e, other.things o, shop.colour c);`)
    expect(seen.rows).toEqual([{ name: 'Acme', n: 20, label: 'x' }])
  })

  test("a plugin reads its own settings, in the views it publishes too, and nobody else's", async () => {
    for (const tenant of [first, second]) {
      await database.tenantTransaction(tenant, (db) =>
        sql`insert into core.tenant_plugins (tenant_id, plugin_id, enabled, settings)
          select ${tenant}, id, true, jsonb_build_object('of', id)
          from unnest(array['shop', 'other', 'stranger']) as id`.execute(db),
      )
    }
    expect((await send('select tenant_id, settings from core.tenant_plugins')).rows).toEqual([
      { tenant_id: first, settings: { of: 'shop' } },
    ])
    const settings = view(sql`select tenant_id, settings ->> 'of' as of from core.tenant_plugins`)
    await database.publishViews({
      schema: 'other',
      views: { things: view(sql`select tenant_id, label from thing`), settings },
    })
    await database.grantPlugin({ schema: 'shop', reads: ['other'] })
    expect((await send('select of from other.settings')).rows).toEqual([{ of: 'other' }])
  })

  test.each(refused)('cannot be %s', async (_, statement) => {
    const before = await state()
    await expect(send(statement)).rejects.toMatchObject({ code: 'statement_refused', status: 500 })
    expect(await state()).toEqual(before)
  })

  test.each(notGranted)('do not touch %s', async (_, statement) => {
    const before = await state()
    const refusal = await send(statement).catch((error) => error)
    expect(refusal).toMatchObject({ code: 'not_granted', status: 500 })
    expect(refusal.message).toContain(`'shop'`)
    expect(await state()).toEqual(before)
  })

  test('what was refused undoes what was written before', async () => {
    const before = await state()
    const swallowed = send('', async (db) => {
      await sql`insert into shop.thing values (${first}, 3, 'z')`.execute(db)
      await sql`delete from core.events`.execute(db).catch(() => {})
      return sql`select 1`.execute(db)
    })
    await expect(swallowed).rejects.toThrow()
    expect(await state()).toEqual(before)
  })

  test('a transaction of its own, or a statement after the end, is none', async () => {
    await expect(
      send('', (db) => db.transaction().execute((inner) => sql`select 1`.execute(inner))),
    ).rejects.toMatchObject({
      code: 'statement_refused',
    })
    let kept: Kysely<never> | undefined
    await send('', (db) => {
      kept = db
      return sql`select 1`.execute(db)
    })
    await expect(sql`select 1`.execute(kept as Kysely<never>)).rejects.toThrow('last statement')
  })

  test('each transaction works as its role, and the next one of core as its own', async () => {
    const who = sql<{
      role: string
      tenant: string
    }>`select current_user as role, current_setting('app.tenant_id') as tenant`
    const asked = async (options: object) =>
      (await database.tenantTransaction(first, (db) => who.execute(db), options)).rows[0]
    expect(await asked({ plugin: 'shop' })).toEqual({ role: 'tessera_plugin_shop', tenant: first })
    expect(await asked({})).toEqual({ role: 'tessera_app', tenant: first })
    expect(await asked({ readOnly: true })).toEqual({ role: 'tessera_reader', tenant: first })
  })

  test('questions only read, whatever SQL of a plugin stands in them', async () => {
    const ask = (statement: string) =>
      database.tenantTransaction(first, (_, { run }) => run({ sql: statement, parameters: [] }), { readOnly: true })
    expect(await ask('select count(*) as n from core.events')).toEqual([{ n: 20 }])
    await expect(ask(`select set_config('app.tenant_id', '${second}', true)`)).rejects.toMatchObject({
      code: 'statement_refused',
    })
    await expect(ask('delete from shop.thing')).rejects.toThrow()
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from pg_class c where has_table_privilege('tessera_reader', c.oid, 'insert, update, delete, truncate')
        and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')`.execute(database.owner)
    expect(rows).toEqual([{ n: 0 }])
  })

  test('rights follow what a plugin requires, also at the second start and beside another server', async () => {
    const reads = () => send('select label from stranger.things')
    await Promise.all([1, 2].map(() => database.grantPlugin({ schema: 'shop', reads: ['stranger'] })))
    expect((await reads()).rows).toHaveLength(1)
    await expect(send('select label from other.things')).rejects.toMatchObject({ code: 'not_granted' })
    await database.grantPlugin({ schema: 'shop', reads: ['other'] })
    await expect(reads()).rejects.toMatchObject({ code: 'not_granted' })
  })
})
