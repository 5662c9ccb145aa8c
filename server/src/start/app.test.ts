import { describeDatabases } from '@tessera/test-kit'
import type { Frame } from '@tessera/plugin-api/wire'
import { beforeAll, expect, test } from 'vitest'
import { cookieFor, keyFor, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from './app.ts'
import type { FullReadiness } from '../health/serve-health.ts'
import type { DashboardDocument } from '../trpc/dashboards-router.ts'

describeDatabases('the app', (open) => {
  let app: App
  beforeAll(async () => {
    app = await startTestApp(await open())
    return () => app.close()
  })

  test('is ready although plugins are broken, and tells admins which and why', async () => {
    const headers = { cookie: await cookieFor(app.fastify, 'admin') }
    const response = await app.fastify.inject({ url: '/readyz', headers })
    expect(response.statusCode).toBe(200)
    const { database, plugins, warnings } = response.json<FullReadiness>()
    expect(database).toBe('ok')
    expect(warnings).toEqual([])
    expect(plugins.map(({ id, state, stage }) => [id, state, stage])).toEqual([
      ['explosive', 'failed', 'import'],
      ['fragile', 'ready', 'run'],
      ['orders', 'ready', 'run'],
      ['ungated', 'failed', 'routes'],
    ])
    expect(plugins[0]?.error).toContain('this door does not open')
  })

  test('tells an admin by a key the same, and anybody else its state alone', async () => {
    const readiness = async (headers: Record<string, string>) =>
      (await app.fastify.inject({ url: '/readyz', headers })).json()
    const bearer = async (...scopes: string[]) => ({
      authorization: `Bearer ${await keyFor(app, 'acme', ...scopes)}`,
    })
    expect(await readiness(await bearer('admin'))).toMatchObject({ plugins: expect.any(Array) })
    const others = [
      {},
      { authorization: 'Bearer nonsense' },
      { cookie: 'tessera.session_token=nonsense' },
      { cookie: await cookieFor(app.fastify, 'editor') },
      await bearer('metrics:read', 'rows:read_personal', 'events:write'),
    ]
    for (const headers of others) expect(await readiness({ ...headers })).toEqual({ status: 'ready' })
  })

  test('does not serve the procedures of a plugin that failed', async () => {
    const response = await app.fastify.inject('/trpc/plugins.ungated.leak')
    expect(response.json()).toMatchObject({ error: { data: { problem: { status: 404, code: 'not_found' } } } })
  })

  test('loaded the demo once per tenant and plugin', async () => {
    const loads = 'select count(*)::int as n from core.demo_loads where done_at is not null'
    const { rows } = await app.services.database.pool.query<{ n: number }>(loads)
    expect(rows).toEqual([{ n: 3 }])
  })

  test('answers several calls in one stream, each with its own fate', async () => {
    const cookie = await cookieFor(app.fastify, 'viewer')
    const query = {
      metrics: [{ id: 'orders.orders' }],
      time: { range: { last: 7, unit: 'day', offset: -1 }, grain: 'day' },
    }
    const input = encodeURIComponent(JSON.stringify({ 0: query, 1: { metrics: [{ id: 'orders.nothing' }] } }))
    const response = await app.fastify.inject({
      url: `/trpc/metrics.query,metrics.query?batch=1&input=${input}`,
      headers: { cookie, 'trpc-accept': 'application/jsonl' },
    })
    const lines = response.body.split('\n').filter((line) => line !== '')
    expect(lines.length).toBeGreaterThan(2)
    expect(response.body).toContain('"columns"')
    expect(response.body).toContain('"unknown_member"')
  })

  test('shows the dashboards of enabled plugins with full ids', async () => {
    const cookie = await cookieFor(app.fastify, 'viewer')
    const url = `/trpc/dashboards.get?input=${encodeURIComponent('{"id":"orders.overview"}')}`
    const document = (await app.fastify.inject({ url, headers: { cookie } })).json<{
      result: { data: DashboardDocument }
    }>()
    expect(document.result.data.cards).toMatchObject([
      { panelId: 'orders.orders', x: 0, w: 6, panel: { view: 'big_number', query: { metrics: ['orders.orders'] } } },
    ])
  })

  test('describes core and plugins in OpenAPI 3.1, and serves both readers from here', async () => {
    const document = (await app.fastify.inject('/openapi.json')).json<{
      openapi: string
      paths: Record<string, object>
      components: { schemas: Record<string, object> }
    }>()
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths).toSorted()).toEqual([
      '/api/metrics/calculate-daily',
      '/api/orders/{country}',
      '/api/orders/{country}/correct',
      '/api/v1/audit',
      '/api/v1/events',
      '/api/v1/imports',
      '/api/v1/imports/{id}/end',
      '/api/v1/imports/{id}/rows',
      '/api/v1/imports/{id}/undo',
      '/api/v1/keys',
      '/api/v1/metrics',
      '/api/v1/metrics/decompose',
      '/api/v1/metrics/explain',
      '/api/v1/metrics/query',
      '/api/v1/metrics/rows',
      '/api/v1/metrics/tree',
      '/api/v1/plugins/{plugin}/settings',
      '/api/v1/records/{plugin}',
      '/api/v1/records/{plugin}/{table}',
      '/api/v1/rights',
      '/api/v1/segments',
      '/api/v1/targets',
      '/api/v1/targets/changes',
    ])
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      (match) => match[1],
    )
    expect(new Set(references)).toEqual(new Set(['Filter', 'Problem']))
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(references))
    for (const [page, script] of [
      ['/docs', '/docs/swagger-ui-bundle.js'],
      ['/redoc', '/redoc/redoc.js'],
    ] as const) {
      const html = await app.fastify.inject(page)
      expect(html.headers['content-security-policy']).not.toMatch(/script-src|unsafe-eval/)
      expect(html.body).not.toMatch(/<script>|https?:\/\//)
      expect((await app.fastify.inject(script)).statusCode).toBe(200)
    }
  })

  test('explains a metric with its SQL', async () => {
    const key = await keyFor(app, 'acme', 'metrics:read')
    const url = `/trpc/catalogue.metric?input=${encodeURIComponent('{"id":"orders.orders"}')}`
    const response = await app.fastify.inject({ url, headers: { authorization: `Bearer ${key}` } })
    expect(response.json()).toMatchObject({
      result: {
        data: {
          kind: 'count',
          additivity: 'full',
          sql: expect.stringMatching(/from "orders"\.".*\s+where tenant_id = \$/),
        },
      },
    })
  })

  test('answers a metric query by REST and by tRPC alike', async () => {
    const headers = { authorization: `Bearer ${await keyFor(app, 'acme', 'metrics:read')}` }
    const query = { metrics: [{ id: 'orders.orders' }], time: { range: { from: '2026-01-01', to: '2027-01-01' } } }
    const rest = await app.fastify.inject({ method: 'POST', url: '/api/v1/metrics/query', headers, payload: query })
    const url = `/trpc/metrics.query?input=${encodeURIComponent(JSON.stringify(query))}`
    const trpc = (await app.fastify.inject({ url, headers })).json<{ result: { data: Frame } }>()
    expect(rest.json<Frame>().rows).toEqual(trpc.result.data.rows)
    expect(rest.json<Frame>().columns).toEqual(trpc.result.data.columns)
  })
})
