import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { view, type Migration } from '@tessera/plugin-api/server'
import { testDatabases } from '@tessera/test-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, type Database, type DatabaseOptions } from '../src/index.ts'
import { scramVerifier } from '../src/scram.ts'

const [first, second] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002']
const servers = testDatabases().filter(({ kind }) => kind === 'postgres')

// why: the embedded database has one login, and the gate before it
describe.each(servers)('whom the work of tenants logs in as on $title', ({ open }) => {
  let database: Database
  const opened: Database[] = []
  const made: string[] = []
  const administrate = (statement: string) => database.pool.query(statement)
  const newRole = async (rights: string) => {
    const name = `t_${randomBytes(6).toString('hex')}`
    await administrate(`create role ${name} login ${rights} password 'x'`)
    made.push(name)
    return name
  }
  /** A database of an owner with the given rights, in the same server. */
  const openAs = async (rights: string, options: Omit<DatabaseOptions, 'url'> = {}) => {
    const owner = await newRole(rights)
    const name = `${owner}_db`
    await administrate(`create database ${name} owner ${owner}`)
    // why: what somebody else made in this server is theirs to give
    if (rights === 'createrole') await administrate(`grant tessera_app, tessera_reader to ${owner} with admin option`)
    const url = new URL(database.url)
    Object.assign(url, { pathname: `/${name}`, username: owner, password: 'x' })
    return {
      owner,
      url: url.href,
      open: async () => {
        const one = await openDatabase({ ...options, url: url.href })
        opened.push(one)
        return one
      },
    }
  }
  const whoIs = (one: Database) =>
    one.tenantTransaction(first, async (db) => {
      const { rows } = await sql<{
        session: string
        role: string
      }>`select session_user as session, current_user as role`.execute(db)
      return rows[0]
    })

  beforeAll(async () => {
    database = await open()
    await database.migrate('shop', {
      '0001': {
        up: async (db, { tenantTable }) => {
          await sql`create table thing (tenant_id uuid primary key)`.execute(db)
          await tenantTable('thing')
        },
      },
    })
    await database.grantPlugin({ schema: 'shop', reads: [] })
    for (const tenant of [first, second]) {
      await database.tenantTransaction(tenant, (db) => sql`insert into shop.thing values (${tenant})`.execute(db))
    }
  })
  afterAll(async () => {
    for (const one of opened) await one.close()
    for (const name of made) {
      const { rows } = await database.pool.query<{ login: string }>(
        `select 'tessera_login_' || oid as login from pg_database where datname = $1`,
        [`${name}_db`],
      )
      await administrate(`drop database if exists ${name}_db with (force)`)
      for (const { login } of rows) await administrate(`drop role if exists ${login}`)
      await administrate(`revoke tessera_app, tessera_reader, tessera_plugin_shop from ${name}`)
      await administrate(`drop role ${name}`).catch(() => {})
    }
    await database.close()
  })

  test('it is somebody who owns nothing, and no statement leads from there to the owner or to rows of others', async () => {
    const { rows } = await database.pool.query<{ login: string }>(
      `select 'tessera_login_' || oid as login from pg_database where datname = current_database()`,
    )
    expect(await whoIs(database)).toEqual({ session: rows[0]?.login, role: 'tessera_app' })
    expect(database.warnings).toEqual([])
    // why: the gate is not what is tested here, so these are sent as core's own
    const attempt = (...statements: string[]) =>
      database.tenantTransaction(first, async (db) => {
        let last: readonly unknown[] = []
        for (const statement of statements) last = (await sql.raw(statement).execute(db)).rows
        // why: nobody at all could not even end the transaction
        await sql`set local role tessera_app`.execute(db)
        return last
      })
    for (const way of ['reset role', 'reset session authorization', 'set local role none']) {
      expect(await attempt(way, 'select current_user as who')).toEqual([{ who: rows[0]?.login }])
      await expect(attempt(way, 'select * from shop.thing')).rejects.toMatchObject({ code: '42501' })
      await expect(attempt(way, 'update shop.thing set tenant_id = tenant_id')).rejects.toMatchObject({ code: '42501' })
      await expect(attempt(way, 'select * from tessera.serving_login')).rejects.toMatchObject({ code: '42501' })
    }
    await expect(attempt('set role postgres')).rejects.toMatchObject({ code: '42501' })
    await expect(attempt('set session authorization postgres')).rejects.toMatchObject({ code: '42501' })
    await expect(attempt('create role mine')).rejects.toMatchObject({ code: '42501' })
    await expect(attempt('grant tessera_app to public')).rejects.toThrow()
    const strength = await database.pool.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit from pg_roles where rolname = $1`,
      [rows[0]?.login],
    )
    expect(new Set(Object.values(strength.rows[0] ?? {}))).toEqual(new Set([false]))
  })

  test('it is made once, also when several start at the same time', async () => {
    const { open: start } = await openAs('createrole')
    const logins = await Promise.all([1, 2, 3].map(async () => whoIs(await start())))
    expect(new Set(logins.map((one) => one?.session)).size).toBe(1)
    expect(logins[0]?.session).toMatch(/^tessera_login_\d+$/)
    expect(await whoIs(await start())).toEqual(logins[0])
  })

  test('an owner who may make roles and nothing else has plugins work as roles of theirs, and stops what they run', async () => {
    const { open: start } = await openAs('createrole')
    const own = await start()
    expect(own.warnings).toEqual([])
    await own.grantPlugin({ schema: `a_${randomBytes(4).toString('hex')}`, reads: [] })
    const leaving = new AbortController()
    const sleeping = own.tenantTransaction(first, (db) => sql`select pg_sleep(30), 'given up'`.execute(db), {
      signal: leaving.signal,
    })
    sleeping.catch(() => {})
    const running = async () =>
      (
        await own.pool.query(
          `select pid from pg_stat_activity where datname = current_database() and state = 'active' and query like '%given up%' and pid <> pg_backend_pid()`,
        )
      ).rowCount
    await expect.poll(running).toBe(1)
    leaving.abort()
    await expect(sleeping).rejects.toMatchObject({ code: 'query_cancelled' })
    await expect.poll(running).toBe(0)
  })

  test('an owner who may make roles and nothing else publishes views that read as the role of their plugin', async () => {
    const own = await (await openAs('createrole')).open()
    const schema = `c_${randomBytes(4).toString('hex')}`
    const up: Migration['up'] = async (db, { tenantTable }) => {
      await sql`create table thing (tenant_id uuid primary key)`.execute(db)
      await tenantTable('thing')
    }
    await own.migrate(schema, { '0001': { up } })
    await own.grantPlugin({ schema, reads: [] })
    await own.publishViews({ schema, views: { things: view(sql`select tenant_id from thing`) } })
    await own.publishViews({ schema, views: { things: view(sql`select tenant_id, 1 as one from thing`) } })
    for (const tenant of [first, second]) {
      await own.tenantTransaction(tenant, (db) =>
        sql`insert into ${sql.table(`${schema}.thing`)} values (${tenant})`.execute(db),
      )
    }
    const seen = sql`select tenant_id from ${sql.table(`${schema}.things`)}`
    const { rows } = await own.tenantTransaction(first, (db) => seen.execute(db), { readOnly: true })
    expect(rows).toEqual([{ tenant_id: first }])
  })

  test('an owner who may not make roles goes on without a login of its own, and is told so', async () => {
    const { owner, open: start } = await openAs('nocreaterole')
    await administrate(`grant tessera_app, tessera_reader to ${owner}`)
    const own = await start()
    expect(own.warnings).toMatchObject([{ code: 'login_missing' }])
    expect(await whoIs(own)).toEqual({ session: owner, role: 'tessera_app' })
    const schema = `b_${randomBytes(4).toString('hex')}`
    await expect(own.grantPlugin({ schema, reads: [] })).rejects.toMatchObject({ code: 'role_missing' })
  })

  test('a login that is named is used, with what an administrator made by hand', async () => {
    const user = await newRole('noinherit')
    const { owner, open: start } = await openAs('nocreaterole', { login: { user, password: 'x' } })
    await administrate(`grant tessera_app, tessera_reader to ${owner}`)
    await expect(start()).rejects.toMatchObject({ code: 'login_refused' })
    await administrate(`grant tessera_app, tessera_reader to ${user}; grant ${user} to ${owner}`)
    const own = await start()
    expect(own.warnings).toEqual([])
    expect(await whoIs(own)).toEqual({ session: user, role: 'tessera_app' })
    await expect(own.pool.query(`select to_regclass('tessera.serving_login') as there`)).resolves.toMatchObject({
      rows: [{ there: null }],
    })
  })

  test.each(['superuser', 'bypassrls', 'createrole'])('a login that is too strong is refused: %s', async (rights) => {
    const user = await newRole(rights)
    const refused = openDatabase({ url: database.url, login: { user, password: 'x' } })
    await expect(refused).rejects.toMatchObject({ code: 'login_too_strong' })
  })

  test('one that is not there is refused', async () => {
    const refused = openDatabase({ url: database.url, login: { user: 'nobody_at_all', password: 'x' } })
    await expect(refused).rejects.toMatchObject({ code: 'login_refused' })
  })

  test('a login whose roles were taken gets them again at the next start', async () => {
    const login = (await whoIs(database))?.session ?? ''
    await administrate(`revoke tessera_reader from ${login}`)
    const again = await openDatabase({ url: database.url })
    opened.push(again)
    const read = again.tenantTransaction(first, (db) => sql`select 1 as n`.execute(db), { readOnly: true })
    expect((await read).rows).toEqual([{ n: 1 }])
  })

  test('what is kept of a password is what PostgreSQL makes of it', async () => {
    const name = await newRole('')
    await administrate(`set password_encryption = 'scram-sha-256'; alter role ${name} password 'pencil'`)
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    const { rows } = await client.query<{ kept: string }>(
      'select rolpassword as kept from pg_authid where rolname = $1',
      [name],
    )
    await client.end()
    const [, salt = ''] = /\$4096:([^$]+)\$/.exec(rows[0]?.kept ?? '') ?? []
    expect(rows[0]?.kept).toBe(scramVerifier('pencil', Buffer.from(salt, 'base64')))
  })
})
