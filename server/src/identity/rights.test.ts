import { describeOneDatabase } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { cookieFor, keyFor, orderEvent, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'
import type { SessionInfo } from '../trpc/session-router.ts'

describeOneDatabase('rights', (open) => {
  let app: App
  beforeAll(async () => {
    app = await startTestApp(await open())
    return () => app.close()
  })

  const session = async (headers: Record<string, string>) =>
    (await app.fastify.inject({ url: '/trpc/session.me', headers })).json<{ result: { data: SessionInfo } }>().result
      .data

  test.each([
    ['viewer', ['metrics:read'], 403],
    ['editor', ['metrics:read', 'dashboards:write', 'targets:write', 'orders:correct'], 403],
    [
      'admin',
      [
        'metrics:read',
        'rows:read_personal',
        'records:read',
        'records:write',
        'dashboards:write',
        'targets:write',
        'admin',
        'orders:correct',
      ],
      200,
    ],
  ] as const)('%s', async (role, scopes, administration) => {
    const headers = { cookie: await cookieFor(app.fastify, role) }
    const me = await session(headers)
    expect(me).toMatchObject({ role, scopes, tenant: { slug: 'acme', timeZone: 'America/New_York' }, demo: true })
    expect(me.plugins.map((plugin) => plugin.id)).toEqual(['fragile', 'orders'])
    const admin = await app.fastify.inject({ url: '/trpc/admin.members', headers })
    expect(admin.statusCode).toBe(administration)
    const write = await app.fastify.inject({ method: 'POST', url: '/api/v1/events', headers, payload: { events: [] } })
    expect(write.json()).toMatchObject({ code: 'scope_missing' })
  })

  test('signing out ends the session', async () => {
    const cookie = await cookieFor(app.fastify, 'viewer')
    expect((await session({ cookie })).user?.email).toBe('viewer@acme.example')
    await app.fastify.inject({ method: 'POST', url: '/api/auth/sign-out', headers: { cookie }, payload: {} })
    expect((await session({ cookie })).user).toBeNull()
  })

  test('a forged cookie is nobody', async () => {
    const cookie = await cookieFor(app.fastify, 'admin')
    const forged = cookie.replace(/\.[^.]+$/, '.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D')
    expect((await session({ cookie: forged })).user).toBeNull()
  })

  test('an admin makes a key that works, within its scopes', async () => {
    const headers = { cookie: await cookieFor(app.fastify, 'admin') }
    const made = await app.fastify.inject({
      method: 'POST',
      url: '/trpc/admin.createKey',
      headers,
      payload: { name: 'importer', scopes: ['events:write'] },
    })
    const { key } = made.json<{ result: { data: { key: string } } }>().result.data
    const send = { method: 'POST', url: '/api/v1/events', headers: { authorization: `Bearer ${key}` } } as const
    const sent = await app.fastify.inject({ ...send, payload: { events: [orderEvent('US')] } })
    expect(sent.json()).toMatchObject({ accepted: 1 })
    const stored = await app.services.database.pool.query('select hash from auth.api_key')
    expect(JSON.stringify(stored.rows)).not.toContain(key.slice(-43))
  })

  test.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://other.example' }, 403],
    [{ origin: 'https://other.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{ origin: 'http://localhost:80' }, 200],
    [{}, 200],
  ])('a write with %j gets %i', async (headers, status) => {
    const cookie = await cookieFor(app.fastify, 'admin')
    const response = await app.fastify.inject({
      method: 'POST',
      url: '/trpc/session.switchTenant',
      headers: { ...headers, cookie, host: 'localhost:80' },
      payload: { tenant: 'acme' },
    })
    expect(response.statusCode).toBe(status)
  })

  test('a disabled plugin is gone for the tenant: menu, metrics, dashboards, procedures', async () => {
    const key = { authorization: `Bearer ${await keyFor(app, 'initech', 'metrics:read', 'admin')}` }
    const get = async (path: string) => app.fastify.inject({ url: `/trpc/${path}`, headers: key })
    const set = (enabled: boolean) =>
      app.fastify.inject({
        method: 'POST',
        url: '/trpc/admin.setPlugin',
        headers: key,
        payload: { plugin: 'orders', enabled },
      })
    expect((await set(false)).json()).toMatchObject({ result: { data: { changed: ['orders'] } } })
    expect((await get('catalogue.metrics')).body).not.toContain('orders.orders')
    expect((await get('dashboards.list')).body).not.toContain('orders.overview')
    const procedure = await app.fastify.inject({ url: '/api/orders/US', headers: key })
    expect(procedure.json()).toMatchObject({ code: 'plugin_disabled' })
    const query = await app.fastify.inject({
      method: 'POST',
      url: '/api/v1/metrics/query',
      headers: key,
      payload: { metrics: [{ id: 'orders.orders' }] },
    })
    expect(query.json()).toMatchObject({ code: 'plugin_disabled' })
    await set(true)
    expect((await get('catalogue.metrics')).body).toContain('orders.orders')
  })
})
