import { describeDatabases } from '@tessera/test-kit'
import type { Frame } from '@tessera/plugin-api/wire'
import { beforeAll, expect, test } from 'vitest'
import { cookieFor, keyFor, orderEvent, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'

const query = {
  metrics: [{ id: 'orders.orders' }],
  dimensions: ['orders.country'],
  time: { range: { from: '2026-10-01', to: '2026-10-02' } },
}

describeDatabases('a tenant sees its own rows only', (open) => {
  let app: App
  const keys = new Map<string, string>()

  beforeAll(async () => {
    app = await startTestApp(await open())
    for (const [slug, country] of [
      ['acme', 'US'],
      ['globex', 'DE'],
    ] as const) {
      keys.set(slug, await keyFor(app, slug, 'metrics:read', 'events:write', 'admin'))
      await post(slug, '/api/v1/events', { events: [orderEvent(country)] })
    }
    return () => app.close()
  })

  const headers = (slug: string) => ({ authorization: `Bearer ${keys.get(slug)}` })
  const post = (slug: string, url: string, payload: object) =>
    app.fastify.inject({ method: 'POST', url, headers: headers(slug), payload })
  const trpcGet = async (path: string, auth: Record<string, string>, input?: unknown) => {
    const suffix = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
    return app.fastify.inject({ url: `/trpc/${path}${suffix}`, headers: auth })
  }

  test('metric queries', async () => {
    const acme = await post('acme', '/api/v1/metrics/query', query)
    expect(acme.json<Frame>().rows).toEqual([['US', 1]])
    const globex = await post('globex', '/api/v1/metrics/query', query)
    expect(globex.json<Frame>().rows).toEqual([['DE', 1]])
  })

  test('procedures of plugins, by row-level security alone', async () => {
    const own = await app.fastify.inject({ url: '/api/orders/US', headers: headers('acme') })
    expect(own.json()).toHaveLength(1)
    const foreign = await app.fastify.inject({ url: '/api/orders/DE', headers: headers('acme') })
    expect(foreign.json()).toEqual([])
  })

  test('keys: listed and revoked in their own tenant only', async () => {
    const globexKey = keys.get('globex')?.slice(0, 16) ?? ''
    const listed = await trpcGet('admin.keys', headers('acme'))
    expect(listed.body).not.toContain(globexKey)
    const revoke = await post('acme', '/trpc/admin.revokeKey', { id: globexKey })
    expect(revoke.statusCode).toBe(404)
    expect((await post('globex', '/api/v1/metrics/query', query)).statusCode).toBe(200)
  })

  test('members and settings', async () => {
    const members = await trpcGet('admin.members', headers('globex'))
    expect(members.body).toContain('admin@acme.example')
    expect(members.body).not.toContain('viewer@acme.example')
    await post('acme', '/trpc/admin.setPlugin', { plugin: 'fragile', enabled: false })
    const plugins = await trpcGet('admin.plugins', headers('globex'))
    expect(plugins.body).toMatch(/"id":"fragile"[^}]*"enabled":true/)
  })

  test('the same event id in two tenants is two events', async () => {
    const event = orderEvent('FR')
    for (const slug of ['acme', 'globex']) {
      const answer = await post(slug, '/api/v1/events', { events: [event] })
      expect(answer.json()).toMatchObject({ accepted: 1, duplicate: 0 })
    }
  })

  test('a session switches to tenants the person belongs to, and to no other', async () => {
    const viewer = { cookie: await cookieFor(app.fastify, 'viewer') }
    const refused = await app.fastify.inject({
      method: 'POST',
      url: '/trpc/session.switchTenant',
      headers: viewer,
      payload: { tenant: 'globex' },
    })
    expect(refused.json()).toMatchObject({ error: { data: { problem: { code: 'not_a_member' } } } })
    const admin = { cookie: await cookieFor(app.fastify, 'admin') }
    const rows = async () =>
      (await trpcGet('metrics.query', admin, query)).json<{ result: { data: Frame } }>().result.data.rows
    expect(await rows()).toEqual([
      ['FR', 1],
      ['US', 1],
    ])
    await app.fastify.inject({
      method: 'POST',
      url: '/trpc/session.switchTenant',
      headers: admin,
      payload: { tenant: 'globex' },
    })
    expect(await rows()).toEqual([
      ['DE', 1],
      ['FR', 1],
    ])
  })

  test('a revoked key is dead at once', async () => {
    const key = await keyFor(app, 'acme', 'metrics:read')
    const auth = { authorization: `Bearer ${key}` }
    expect((await trpcGet('catalogue.metrics', auth)).statusCode).toBe(200)
    await post('acme', '/trpc/admin.revokeKey', { id: key.slice(0, 16) })
    expect((await trpcGet('catalogue.metrics', auth)).statusCode).toBe(401)
  })
})
