import { databaseErrors, openDatabase, type Database } from '@tessera/database'
import { markChanged } from '@tessera/plugin-api/server'
import { describeOneDatabase } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { cookieFor, orderEvent, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'
import { createKey, revokeKey } from '@tessera/identity'
import { findTenant, switchPlugin } from '@tessera/tenancy'

const query = { metrics: [{ id: 'orders.orders' }], time: { range: { from: '2026-10-01', to: '2026-10-02' } } }
const paths = ['/api/v1/metrics/query', '/api/v1/metrics/explain'] as const

describeOneDatabase('P4 rights fail closed', (open) => {
  let app: App
  let outside: Database
  let tenantId = ''

  beforeAll(async () => {
    const database = await open()
    app = await startTestApp(database)
    tenantId = (await findTenant(database.owner, 'acme')).id
    await app.services.ingestor.ingest(tenantId, [orderEvent('US')])
    // why: what another process changes, as the CLI does, must count at once too
    outside = await openDatabase({ url: database.url })
    return async () => {
      await outside.close()
      await app.close()
    }
  })

  const ask = async (headers: Record<string, string>) => {
    const answers = []
    for (const url of paths) {
      const response = await app.fastify.inject({ method: 'POST', url, headers, payload: query })
      answers.push(response.statusCode === 200 ? 200 : response.json<{ code: string }>().code)
    }
    return answers
  }
  const both = <T>(answer: T) => paths.map(() => answer)
  const newKey = async (expiresAt: Date | null = null) => {
    const input = { tenantId, name: 'test', scopes: ['metrics:read'] as const, ownerId: null, expiresAt }
    const { id, key } = await createKey(outside.owner, input)
    return { id, headers: { authorization: `Bearer ${key}` } }
  }

  test('a key revoked by another process is refused by the very next request', async () => {
    const { id, headers } = await newKey()
    for (let n = 0; n < 3; n += 1) expect(await ask(headers)).toEqual(both(200))
    await revokeKey(outside.owner, tenantId, id)
    expect(await ask(headers)).toEqual(both('key_invalid'))
  })

  test('a key that cannot be read for a moment is answered with that, not with a missing body', async () => {
    const { headers } = await newKey()
    const { callers } = app.services
    const { key } = callers
    for (const url of [...paths, '/api/v1/events']) {
      Reflect.set(callers, 'key', async () => {
        Reflect.set(callers, 'key', key)
        throw databaseErrors('unavailable', { what: 'the database cannot be reached at the moment' })
      })
      const response = await app.fastify.inject({ method: 'POST', url, headers, payload: query })
      expect([url, response.statusCode]).toEqual([url, 503])
      expect(response.body).toContain('unavailable')
    }
    expect(await ask(headers)).toEqual(both(200))
  })

  test('a key that has expired is refused, and none is made expired', async () => {
    const { id, headers } = await newKey(new Date(Date.now() + 3_600_000))
    expect(await ask(headers)).toEqual(both(200))
    await sql`update auth.api_key set "expiresAt" = now() where id = ${id}`.execute(outside.owner)
    expect(await ask(headers)).toEqual(both('key_invalid'))
    await expect(newKey(new Date(Date.now() - 1000))).rejects.toMatchObject({ code: 'expiry_past' })
  })

  test('another secret behind a known beginning is refused, also while the right one is read', async () => {
    const { headers } = await newKey()
    const wrong = {
      authorization: headers.authorization.slice(0, -1) + (headers.authorization.endsWith('A') ? 'B' : 'A'),
    }
    expect(await Promise.all([ask(headers), ask(wrong), ask(headers)])).toEqual([
      both(200),
      both('key_invalid'),
      both(200),
    ])
  })

  test('a session that ended, here or by another process, is nobody', async () => {
    const [first, second] = [await cookieFor(app.fastify, 'viewer'), await cookieFor(app.fastify, 'viewer')]
    expect(await ask({ cookie: first })).toEqual(both(200))
    expect(await ask({ cookie: second })).toEqual(both(200))
    await app.fastify.inject({ method: 'POST', url: '/api/auth/sign-out', headers: { cookie: first }, payload: {} })
    expect(await ask({ cookie: first })).toEqual(both('signed_out'))
    expect(await ask({ cookie: second })).toEqual(both(200))
    await sql`update auth.session set "expiresAt" = now()`.execute(outside.owner)
    expect(await ask({ cookie: second })).toEqual(both('signed_out'))
  })

  test('a cookie whose signature is wrong is nobody, also beside the right one', async () => {
    const cookie = await cookieFor(app.fastify, 'viewer')
    const [name, value = ''] = cookie.split('=', 2)
    const forged = `${name}=${value.replace(/\.[^.]{8}/, '.AAAAAAAA')}`
    expect(await ask({ cookie })).toEqual(both(200))
    expect(await ask({ cookie: forged })).toEqual(both('signed_out'))
    expect(await ask({ cookie: `${name}=${value.split('.', 1)[0]}` })).toEqual(both('signed_out'))
  })

  test('who is no member any more has no tenant, from the next request on', async () => {
    const cookie = await cookieFor(app.fastify, 'editor')
    expect(await ask({ cookie })).toEqual(both(200))
    const { rows } = await sql<{ id: string; organizationId: string; userId: string; role: string; createdAt: Date }>`
      delete from auth.member where "userId" in (select "userId" from auth.member where role = 'editor')
      returning *`.execute(outside.owner)
    expect(await ask({ cookie })).toEqual(both('no_tenant'))
    for (const { id, organizationId, userId, role, createdAt } of rows) {
      await sql`insert into auth.member (id, "organizationId", "userId", role, "createdAt")
        values (${id}, ${organizationId}, ${userId}, ${role}, ${createdAt})`.execute(outside.owner)
    }
    expect(await ask({ cookie })).toEqual(both(200))
  })

  test('a plugin switched off by another process answers nothing from the next request on, kept answers included', async () => {
    const { headers } = await newKey()
    expect(await ask(headers)).toEqual(both(200))
    const change = { tenantId, plugin: 'orders', by: null }
    const by = { owner: outside.owner, registry: app.services.registry }
    await switchPlugin(by, { ...change, enabled: false })
    expect(await ask(headers)).toEqual(both('plugin_disabled'))
    await switchPlugin(by, { ...change, enabled: true })
    expect(await ask(headers)).toEqual(both(200))
  })

  test('what the tenant is set to is answered anew when it changes', async () => {
    const { headers } = await newKey()
    const currency = async () => {
      const response = await app.fastify.inject({ method: 'POST', url: paths[0], headers, payload: query })
      return response.json<{ meta: { currency: string } }>().meta.currency
    }
    expect(await currency()).toBe('USD')
    await sql`update core.tenants set currency = 'CHF' where tenant_id = ${tenantId}`.execute(outside.owner)
    expect(await currency()).toBe('CHF')
    await sql`update core.tenants set currency = 'USD' where tenant_id = ${tenantId}`.execute(outside.owner)
    expect(await currency()).toBe('USD')
  })

  test('an event stored by another process is in the very next answer', async () => {
    const { headers } = await newKey()
    const count = async () => {
      const response = await app.fastify.inject({ method: 'POST', url: paths[0], headers, payload: query })
      return response.json<{ rows: number[][] }>().rows[0]?.[0] ?? 0
    }
    const before = await count()
    for (let n = 1; n <= 3; n += 1) {
      await outside.tenantTransaction(tenantId, async (db) => {
        await sql`insert into orders.orders (tenant_id, order_id, placed_at, country)
          values (${tenantId}, ${crypto.randomUUID()}, '2026-10-01T09:00:00Z', 'US')`.execute(db)
        await markChanged(db, { tenantId, table: 'orders.orders', times: ['2026-10-01T09:00:00Z'] })
      })
      expect(await count()).toBe(before + n)
    }
  })
})
