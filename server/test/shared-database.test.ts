import { describeDatabases } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import orders from '../fixtures/plugins/orders/server/index.ts'
import { startTestApp } from '../fixtures/test-app.ts'
import type { App } from '../src/start/app.ts'
import { cleanTenant } from '../src/demo/clean-tenant.ts'
import type { Readiness } from '../src/health/serve-health.ts'
import { findTenant, migrateCore } from '@tessera/tenancy'
import { createLogin, revokeLogin } from '@tessera/unified'

describeDatabases('a database that others use too, and a plugin whose table lost its protection', (open, kind) => {
  let app: App
  const one = async (text: string) => (await app.services.database.pool.query<{ n: number }>(text)).rows[0]?.n

  beforeAll(async () => {
    const database = await open()
    await migrateCore(database)
    await database.migrate('orders', orders.migrations ?? {})
    await database.pool.query('alter table orders.orders disable row level security')
    // why: what a plugin left behind whose folder is gone is no reason not to start
    await database.pool.query('create schema gone; create table gone.row (tenant_id uuid not null)')
    await database.pool.query(`create schema legacy; create table legacy.customer (tenant_id text, name text);
      insert into legacy.customer select gen_random_uuid(), 'x' from generate_series(1, 3)`)
    app = await startTestApp(database)
    return () => app.close()
  })

  test('the server starts, and that plugin alone is out, with its sentence', async () => {
    const response = await app.fastify.inject('/readyz')
    expect(response.statusCode).toBe(200)
    const plugin = app.services.registry.statuses().find(({ id }) => id === 'orders')
    expect(plugin).toMatchObject({ state: 'failed', stage: 'migrate' })
    expect(plugin?.error).toContain('orders.orders: it keeps no rows of tenants apart')
    expect(response.json<Readiness>().status).toBe('ready')
  })

  test('a tenant that is filled anew loses its own rows, and tables of others lose none', async () => {
    const { database } = app.services
    const { id } = await findTenant(database.owner, 'acme')
    await sql`insert into gone.row values (${id})`.execute(database.owner)
    await sql`insert into legacy.customer values (${id}, 'of somebody else')`.execute(database.owner)
    await sql`insert into core.accounts (tenant_id, account_id, name, created_at) values (${id}, gen_random_uuid(), 'a', now())`.execute(
      database.owner,
    )
    await cleanTenant(database, id)
    expect(await one('select count(*)::int as n from legacy.customer')).toBe(4)
    expect(await one('select count(*)::int as n from gone.row')).toBe(1)
    expect(await one(`select count(*)::int as n from core.accounts where tenant_id = '${id}'`)).toBe(0)
    expect(await one(`select count(*)::int as n from core.tenants where tenant_id = '${id}'`)).toBe(1)
  })

  test.skipIf(kind === 'embedded')(
    'a login of BI tools takes nothing from others who own things there, and says what it left',
    async () => {
      const { database } = app.services
      const other = `somebody_${crypto.randomUUID().slice(0, 8)}`
      const acme = await findTenant(database.owner, 'acme')
      const mayMakeTemporary = () =>
        one(`select has_database_privilege('${other}', current_database(), 'TEMPORARY')::int as n`)
      await database.pool.query(`create role ${other}; create schema theirs authorization ${other}`)
      try {
        const made = await createLogin(database, acme, { title: 'shared', connections: 1, seconds: 5 })
        await revokeLogin(database.owner, acme.id, made.login)
        expect(made.advised.join()).toContain('revoke temporary on database')
        expect(await mayMakeTemporary()).toBe(1)
        await database.pool.query(`drop schema theirs`)
        const alone = await createLogin(database, acme, { title: 'alone', connections: 1, seconds: 5 })
        await revokeLogin(database.owner, acme.id, alone.login)
        expect([alone.advised, await mayMakeTemporary()]).toEqual([[], 0])
      } finally {
        await database.pool.query(`drop schema if exists theirs; drop role ${other}`)
      }
    },
  )
})
