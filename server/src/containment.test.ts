import { describeDatabases } from '@tessera/test-kit'
import type { Frame } from '@tessera/plugin-api/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokenInstallation, pluginText } from '../fixtures/broken-installation.ts'
import { cookieFor, keyFor, startTestApp } from '../fixtures/test-app.ts'
import type { App } from './start/app.ts'
import type { FullReadiness } from './health/serve-health.ts'
import type { PluginRow } from './trpc/admin-router.ts'

const half = `migrations: { '0001': { up: async (db, { tenantTable }) => {
  await sql\`create table half (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id))\`.execute(db)
  await tenantTable('half')
  await sql\`create nonsense\`.execute(db)
} } },`

const leaky = `migrations: { '0001': { up: async (db) => {
  await sql\`create table leak (tenant_id uuid not null, id uuid not null)\`.execute(db)
} } },`
const opening = `migrations: { '0001': { up: async (db) => {
  await sql\`alter table core.events disable row level security\`.execute(db)
} } },`

const { 'server/index.ts': _, ...doorless } = pluginText('doorless', {})

const installation = brokenInstallation(['orders', 'explosive', 'ungated'], {
  doorless,
  'for-tomorrow': pluginText('for-tomorrow', { api: 99 }),
  'half-migrated': pluginText('half-migrated', { server: half }),
  hanging: pluginText('hanging', { server: `init: () => new Promise(() => {}),` }),
  leaky: pluginText('leaky', { server: leaky }),
  lost: { ...pluginText('lost', {}), 'server/index.ts': `import './gone.ts'` },
  needy: pluginText('needy', { contract: `requires: { unlucky: '*' },` }),
  opening: pluginText('opening', { server: opening }),
  rightless: pluginText('rightless', {
    server: `routes: pluginTrpc(plugin).router({ change: pluginTrpc(plugin).procedure.mutation(() => 1) }),`,
  }),
  squatting: pluginText('squatting', { contract: `paths: ['/api/v1/Metrics/query'],` }),
  strange: pluginText('strange', { contract: `permisions: {},` }),
  thief: pluginText('thief', { contract: `paths: ['/api/orders/{id}'],` }),
  unlucky: pluginText('unlucky', { server: `init: () => { throw new Error('no luck today') },` }),
  unreadable: { 'package.json': '{ "name": ' },
  'wrong-sql': pluginText('wrong-sql', {
    contract: `metrics: { rows: { ...count, title: 'Rows', description: 'Rows.' }, bad: { ...count, title: 'Bad', description: 'Bad.' } },`,
    server: `metrics: { rows: count(events), bad: sum(events, () => sql\`no_such_column\`) },`,
  }),
})
afterAll(installation.remove)

const standings = [
  ['doorless', 'failed', 'manifest', "'./server/index.ts'"],
  ['explosive', 'failed', 'import', 'this door does not open'],
  ['for-tomorrow', 'failed', 'manifest', 'it is written for plugin API 99'],
  ['half-migrated', 'failed', 'migrate', 'its migration failed: syntax error at or near "nonsense"'],
  ['hanging', 'failed', 'init', 'its init did not finish within 300 ms'],
  ['leaky', 'failed', 'migrate', 'leaky.leak: it keeps no rows of tenants apart; pass it to tools.tenantTable'],
  ['lost', 'failed', 'import', 'imported from server/index.ts'],
  ['needy', 'failed', 'requires', 'needs unlucky, which failed'],
  ['opening', 'failed', 'migrate', 'core.events: it keeps no rows of tenants apart'],
  ['orders', 'ready', 'run', null],
  ['rightless', 'failed', 'routes', "procedure 'rightless.change' of plugin 'rightless' changes something"],
  ['squatting', 'failed', 'routes', "path '/api/v1/Metrics/query' belongs to the server ('/api/v1/metrics/query')"],
  ['strange', 'failed', 'check', "the field 'permisions', which nothing reads; did you mean 'permissions'?"],
  ['thief', 'failed', 'check', "path '/api/orders/{id}' belongs to plugin 'orders'"],
  ['ungated', 'failed', 'routes', "procedure 'ungated.leak' was not made with pluginTrpc"],
  ['unlucky', 'failed', 'init', 'its init failed: no luck today'],
  ['unreadable', 'failed', 'manifest', 'package.json cannot be read'],
  ['wrong-sql', 'ready', 'run', null],
] as const

const range = { range: { from: '2020-01-01', to: '2030-01-01' } }

describeDatabases('plugins broken in every way a server can meet', (open) => {
  let app: App
  let headers: Readonly<Record<string, string>>

  beforeAll(async () => {
    app = await startTestApp(await open(), { root: installation.root, initTimeoutMs: 300 })
    headers = { authorization: `Bearer ${await keyFor(app, 'acme', 'metrics:read')}` }
    return () => app.close()
  })

  const byRest = (...metrics: string[]) => {
    const payload = { metrics: metrics.map((id) => ({ id })), time: range }
    return app.fastify.inject({ method: 'POST', url: '/api/v1/metrics/query', headers, payload })
  }
  const byTrpc = (metric: string) => {
    const input = encodeURIComponent(JSON.stringify({ metrics: [{ id: metric }], time: range }))
    return app.fastify.inject({ url: `/trpc/metrics.query?input=${input}`, headers })
  }

  test('do not keep it from being ready; each is listed with its stage and a sentence', async () => {
    const admin = { cookie: await cookieFor(app.fastify, 'admin') }
    const response = await app.fastify.inject({ url: '/readyz', headers: admin })
    expect(response.statusCode).toBe(200)
    const { plugins } = response.json<FullReadiness>()
    expect(plugins.map(({ id, state, stage, error }) => [id, state, stage, error])).toEqual(
      standings.map(([id, state, stage, says]) => [id, state, stage, says && expect.stringContaining(says)]),
    )
    expectNoInsides(response.body)
  })

  test('are shown to admins with what is wrong', async () => {
    const cookie = await cookieFor(app.fastify, 'admin')
    const response = await app.fastify.inject({ url: '/trpc/admin.plugins', headers: { cookie } })
    const rows = response.json<{ result: { data: PluginRow[] } }>().result.data
    expect(rows.map(({ id, enabled, stage, error }) => [id, enabled, stage, error])).toEqual(
      standings.map(([id, state, stage, says]) => [
        id,
        state === 'ready',
        stage,
        says && expect.stringContaining(says),
      ]),
    )
    expectNoInsides(response.body)
  })

  test('leave the metric of a healthy one alone, by REST and by tRPC', async () => {
    const rest = (await byRest('orders.orders')).json<Frame>()
    expect(rest.rows).toEqual([[1]])
    expect((await byTrpc('orders.orders')).json()).toMatchObject({ result: { data: { rows: [[1]] } } })
    const listed = await app.fastify.inject({ url: '/api/v1/metrics', headers })
    expect([...listed.body.matchAll(/"id":"([\w-]+\.\w+)"/g)].map(([, id]) => id)).toEqual(
      expect.arrayContaining(['orders.orders', 'wrong-sql.rows']),
    )
    for (const [id, state] of standings) if (state === 'failed') expect(listed.body).not.toContain(`"${id}.`)
  })

  test.each(standings.filter(([, state]) => state === 'failed').map(([id]) => id))('have no metric: %s', async (id) => {
    for (const response of [await byRest(`${id}.rows`), await byRest('orders.orders', `${id}.rows`)]) {
      expect(response.statusCode).toBe(422)
      expect(response.json()).toMatchObject({ code: 'unknown_member', detail: expect.stringContaining(`'${id}.rows'`) })
      expectNoInsides(response.body)
    }
    const trpc = await byTrpc(`${id}.rows`)
    expect(trpc.json()).toMatchObject({ error: { data: { problem: { code: 'unknown_member' } } } })
    expectNoInsides(trpc.body)
  })

  test('take no path from a healthy one, nor from the server', async () => {
    const orders = await app.fastify.inject({ url: '/api/orders/PL', headers })
    expect(orders.statusCode).toBe(200)
    expect((await byRest('orders.orders')).statusCode).toBe(200)
  })

  test('have no procedure', async () => {
    const response = await app.fastify.inject({ url: '/trpc/plugins.ungated.leak', headers })
    expect(response.statusCode).toBe(404)
    expect(response.body).not.toContain('open to everybody')
  })

  test('refuse a metric with wrong SQL by its name; the others of the same plugin are answered', async () => {
    for (const response of [await byRest('wrong-sql.bad'), await byRest('wrong-sql.rows', 'wrong-sql.bad')]) {
      expect(response.statusCode).toBe(500)
      const problem = { code: 'query_failed', detail: expect.stringContaining('wrong-sql.bad') }
      expect(response.json()).toMatchObject(problem)
      expect(response.body).not.toMatch(/no_such_column|select /)
      expectNoInsides(response.body)
    }
    const trpc = await byTrpc('wrong-sql.bad')
    expect(trpc.json()).toMatchObject({ error: { data: { problem: { code: 'query_failed' } } } })
    expectNoInsides(trpc.body)
    expect((await byRest('wrong-sql.rows')).json<Frame>().rows).toEqual([[1]])
    expect((await byRest('orders.orders')).json<Frame>().rows).toEqual([[1]])
  })

  test('leave no half of a migration behind', async () => {
    const left = `
      select to_regclass('half_migrated.half') as half, (select count(*)::int from half_migrated.migration) as noted,
        to_regclass('leaky.leak') as leak, (select relrowsecurity from pg_class where oid = 'core.events'::regclass) as held`
    const { rows } = await app.services.database.pool.query(left)
    expect(rows).toEqual([{ half: null, noted: 0, leak: null, held: true }])
  })
})

/** Neither a stack nor a path of this machine. */
function expectNoInsides(body: string): void {
  expect(body).not.toMatch(/\bat [\w.<>]+ \(|\.ts:\d+/)
  expect(body).not.toContain(JSON.stringify(installation.root).slice(1, -1))
}
