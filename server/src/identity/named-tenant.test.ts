import { describeOneDatabase } from '@tessera/test-kit'
import type { Frame } from '@tessera/plugin-api/wire'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { cookieFor, keyFor, orderEvent, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'
import type { SessionInfo } from '../trpc/session-router.ts'

type Headers = Readonly<Record<string, string>>

const query = { metrics: [{ id: 'orders.orders' }], dimensions: ['orders.country'] }
const time = { range: { from: '2026-10-01', to: '2026-10-02' } }

describeOneDatabase('an address names the tenant', (open) => {
  let app: App
  let admin: Headers
  let viewer: Headers

  beforeAll(async () => {
    app = await startTestApp(await open())
    for (const [slug, country] of [
      ['acme', 'US'],
      ['globex', 'DE'],
    ] as const) {
      const headers = { authorization: `Bearer ${await keyFor(app, slug, 'events:write')}` }
      await post('/api/v1/events', headers, { events: [orderEvent(country)] })
    }
    admin = { cookie: await cookieFor(app.fastify, 'admin') }
    viewer = { cookie: await cookieFor(app.fastify, 'viewer') }
    return () => app.close()
  })

  const get = (url: string, headers: Headers) => app.fastify.inject({ url, headers })
  const post = (url: string, headers: Headers, payload: object) =>
    app.fastify.inject({ method: 'POST', url, headers, payload })
  const me = async (place: string, headers: Headers) =>
    (await get(`${place}/api/trpc/session.me`, headers)).json<{ result: { data: SessionInfo } }>().result.data
  const countries = async (place: string, headers: Headers) => {
    const input = encodeURIComponent(JSON.stringify({ ...query, time }))
    const answer = await get(`${place}/api/trpc/metrics.query?input=${input}`, headers)
    return answer.json<{ result: { data: Frame } }>().result.data.rows.map(([country]) => country)
  }

  test('one session asks in two tenants at the same time, and each answer is of its own', async () => {
    const places = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? '/t/acme' : '/t/globex'))
    const answers = await Promise.all(places.map((place) => countries(place, admin)))
    expect(answers).toEqual(places.map((place) => (place === '/t/acme' ? ['US'] : ['DE'])))
    const rest = await post('/t/globex/api/v1/metrics/query', admin, { ...query, time })
    expect(rest.json<Frame>().rows).toEqual([['DE', 1]])
  })

  test('role and rights are those in the tenant named', async () => {
    const { owner } = app.services.database
    const demoted = (role: string) =>
      sql`update auth.member m set role = ${role} from core.tenants t, auth."user" u
        where t.tenant_id = m."organizationId" and t.slug = 'globex' and u.id = m."userId" and u.email = 'admin@acme.example'`.execute(
        owner,
      )
    await demoted('viewer')
    try {
      expect(await me('/t/acme', admin)).toMatchObject({ role: 'admin', tenant: { slug: 'acme' } })
      expect(await me('/t/globex', admin)).toMatchObject({ role: 'viewer', tenant: { slug: 'globex' } })
      expect((await get('/t/globex/api/trpc/admin.members', admin)).json()).toMatchObject({
        error: { data: { problem: { code: 'scope_missing' } } },
      })
    } finally {
      await demoted('admin')
    }
  })

  test.each([
    ['GET', 'trpc/session.me'],
    ['GET', 'trpc/catalogue.metrics,session.me?batch=1&input=%7B%7D'],
    ['GET', 'v1/metrics'],
    ['GET', 'orders/DE'],
    ['POST', 'v1/metrics/query'],
    ['POST', 'v1/events'],
    ['POST', 'trpc/session.switchTenant'],
  ] as const)(
    '%s /t/…/api/%s tells others the same of a tenant that there is and of one that is not',
    async (method, path) => {
      const ask = async (slug: string) => {
        const payload = method === 'POST' ? { payload: {} } : {}
        const answer = await app.fastify.inject({ method, url: `/t/${slug}/api/${path}`, headers: viewer, ...payload })
        expect(answer.statusCode).toBe(403)
        expect(answer.body).toContain('not_a_member')
        return answer.body.replaceAll(slug, '…')
      }
      expect(await ask('globex')).toBe(await ask('nowhere'))
    },
  )

  test('strangers are strangers in every tenant', async () => {
    expect(await me('/t/acme', {})).toEqual(await me('/t/nowhere', {}))
    expect((await get('/t/acme/api/v1/metrics', {})).json()).toMatchObject({ code: 'signed_out' })
  })

  test('a key works in its own tenant, named or not, and in no other', async () => {
    const key = { authorization: `Bearer ${await keyFor(app, 'acme', 'metrics:read')}` }
    expect(await countries('/t/acme', key)).toEqual(['US'])
    expect(await countries('', key)).toEqual(['US'])
    for (const slug of ['globex', 'nowhere']) {
      const refused = await get(`/t/${slug}/api/v1/metrics`, key)
      expect(refused.statusCode).toBe(403)
      expect(refused.json()).toMatchObject({ code: 'key_elsewhere' })
    }
  })

  test('without a name it is the tenant last noted, and a note changes no request that names one', async () => {
    expect(await me('', admin)).toMatchObject({ tenant: { slug: 'acme' }, lastTenant: null })
    await post('/t/globex/api/trpc/session.switchTenant', admin, { tenant: 'globex' })
    expect(await me('', admin)).toMatchObject({ tenant: { slug: 'globex' }, lastTenant: 'globex' })
    expect(await me('/t/acme', admin)).toMatchObject({ tenant: { slug: 'acme' }, lastTenant: 'globex' })
    expect(await countries('/t/acme', admin)).toEqual(['US'])
  })

  test('who is taken out of a tenant is out of it with the next request', async () => {
    const { owner } = app.services.database
    const person = sql`m."organizationId" = t.tenant_id and t.slug = 'globex' and m."userId" = u.id and u.email = 'admin@acme.example'`
    const { rows } =
      await sql`delete from auth.member m using core.tenants t, auth."user" u where ${person} returning m.*`.execute(
        owner,
      )
    expect(rows).toHaveLength(1)
    expect((await get('/t/globex/api/v1/metrics', admin)).json()).toMatchObject({ code: 'not_a_member' })
    expect((await get('/t/acme/api/v1/metrics', admin)).statusCode).toBe(200)
  })

  test.each([
    '/t/Acme/api/v1/metrics',
    '/t//api/v1/metrics',
    '/t/acme/apiv1',
    '/t/acme/trpc/session.me',
    '/t/acme/t/globex/api/v1/metrics',
  ])('%s is no address of the API', async (url) => {
    expect((await get(url, admin)).statusCode).toBe(404)
  })
})
