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
const noContract = { ...pluginText('contractless', {}), 'plugin.ts': 'export const other = 1' }
const throwing = { ...pluginText('throwing', {}), 'plugin.ts': `throw new Error('not today')` }
const packageless = { ...pluginText('packageless', {}), 'server/index.ts': `import 'no-such-package'` }
const twin = pluginText('orders', {})
const misnamed = { ...pluginText('other-name', {}), 'package.json': pluginText('misnamed', {})['package.json'] ?? '' }
const aJob = `jobs: { work: { title: 'Work', per: 'tenant', timeout: '1m', retries: 0 } },`

const installation = brokenInstallation(['orders', 'explosive', 'ungated'], {
  contractless: noContract,
  'circle-a': pluginText('circle-a', { contract: `requires: { 'circle-b': '*' },` }),
  'circle-b': pluginText('circle-b', { contract: `requires: { 'circle-a': '*' },` }),
  'demo-thrower': pluginText('demo-thrower', { server: `demo: () => { throw new Error('no rows today') },` }),
  doorless,
  doubting: pluginText('doubting', { contract: `requires: { orders: 'some day' },` }),
  eavesdropper: pluginText('eavesdropper', { server: `events: { order_placed: { properties: z.unknown() } },` }),
  exemplary: pluginText('exemplary', {
    contract: `events: { seen: { title: 'Seen', example: { n: 'one' } } },`,
    server: `events: { seen: { properties: z.object({ n: z.number() }) } },`,
  }),
  formulaless: pluginText('formulaless', {
    contract: `metrics: { rows: { ...count, title: 'Rows', description: 'Rows.' }, lone: { ...count, title: 'Lone', description: 'Lone.' } },`,
  }),
  'for-tomorrow': pluginText('for-tomorrow', { api: 99 }),
  'half-migrated': pluginText('half-migrated', { server: half }),
  hanging: pluginText('hanging', { server: `init: () => new Promise(() => {}),` }),
  idle: pluginText('idle', { contract: aJob }),
  leaky: pluginText('leaky', { server: leaky }),
  lost: { ...pluginText('lost', {}), 'server/index.ts': `import './gone.ts'` },
  misnamed,
  misspelled: pluginText('misspelled', {
    contract: `panels: { all: { title: 'All', view: 'big_number', query: { metrics: ['rowz'] } } },`,
  }),
  needy: pluginText('needy', { contract: `requires: { unlucky: '*' },` }),
  opening: pluginText('opening', { server: opening }),
  packageless,
  pageless: pluginText('pageless', { contract: `pages: { one: { title: 'One', path: 'one' } },` }),
  rightless: pluginText('rightless', {
    server: `routes: pluginTrpc(plugin).router({ change: pluginTrpc(plugin).procedure.mutation(() => 1) }),`,
  }),
  squatting: pluginText('squatting', { contract: `paths: ['/api/v1/Metrics/query'],` }),
  strange: pluginText('strange', { contract: `permisions: {},` }),
  thief: pluginText('thief', { contract: `paths: ['/api/orders/{id}'],` }),
  throwing,
  twin,
  unlucky: pluginText('unlucky', { server: `init: () => { throw new Error('no luck today') },` }),
  unscheduled: pluginText('unscheduled', {
    contract: `jobs: { work: { title: 'Work', per: 'tenant', timeout: '1m', schedule: { cron: '61 25 * * *' } } },`,
    server: `jobs: { work: async () => {} },`,
  }),
  'works-badly': pluginText('works-badly', {
    contract: aJob,
    server: `jobs: { work: async () => { throw new Error('nothing works') } },`,
  }),
  unreadable: { 'package.json': '{ "name": ' },
  'wrong-sql': pluginText('wrong-sql', {
    contract: `metrics: { rows: { ...count, title: 'Rows', description: 'Rows.' }, bad: { ...count, title: 'Bad', description: 'Bad.' } },`,
    server: `metrics: { rows: count(events), bad: sum(events, () => sql\`no_such_column\`) },`,
  }),
})
afterAll(installation.remove)

const standings = [
  ['@tessera/fixture-orders', 'failed', 'manifest', "tessera.id 'orders' is already taken by package"],
  ['circle-a', 'failed', 'requires', 'plugins require each other'],
  ['circle-b', 'failed', 'requires', 'plugins require each other'],
  ['contractless', 'failed', 'import', "exports no 'plugin'; write export const plugin"],
  ['demo-thrower', 'degraded', 'demo', 'no rows today'],
  ['doorless', 'failed', 'manifest', "'./server/index.ts'"],
  ['doubting', 'failed', 'requires', "names 'some day' for plugin 'orders', which is no semver range"],
  ['eavesdropper', 'failed', 'check', 'order_placed'],
  ['exemplary', 'failed', 'check', "event 'seen' is wrong: its example is refused: n:"],
  ['explosive', 'failed', 'import', 'this door does not open'],
  ['for-tomorrow', 'failed', 'manifest', 'it is written for plugin API 99'],
  ['formulaless', 'failed', 'check', "metric 'lone' is live but has no SQL; add it"],
  ['half-migrated', 'failed', 'migrate', 'its migration failed: syntax error at or near "nonsense"'],
  ['hanging', 'failed', 'init', 'its init did not finish within 300 ms'],
  ['idle', 'failed', 'check', "job 'work' is wrong: nobody does it; add it under jobs of the server door"],
  ['leaky', 'failed', 'migrate', 'leaky.leak: it keeps no rows of tenants apart; pass it to tools.tenantTable'],
  ['lost', 'failed', 'import', 'imported from server/index.ts'],
  ['misnamed', 'failed', 'check', "says id 'other-name', package.json says 'misnamed'; make them equal"],
  ['misspelled', 'failed', 'check', "uses metric 'misspelled.rowz', which plugin 'misspelled' does not declare"],
  ['needy', 'failed', 'requires', 'needs unlucky, which failed'],
  ['opening', 'failed', 'migrate', 'core.events: it keeps no rows of tenants apart'],
  ['orders', 'ready', 'run', null],
  ['packageless', 'failed', 'import', 'no-such-package'],
  ['pageless', 'failed', 'check', "page 'one' has nobody to draw it; add the door './web'"],
  ['rightless', 'failed', 'routes', "procedure 'rightless.change' of plugin 'rightless' changes something"],
  ['squatting', 'failed', 'routes', "path '/api/v1/Metrics/query' belongs to the server ('/api/v1/metrics/query')"],
  ['strange', 'failed', 'check', "the field 'permisions', which nothing reads; did you mean 'permissions'?"],
  ['thief', 'failed', 'check', "path '/api/orders/{id}' belongs to plugin 'orders'"],
  ['throwing', 'failed', 'import', 'not today'],
  ['ungated', 'failed', 'routes', "procedure 'ungated.leak' was not made with pluginTrpc"],
  ['unlucky', 'failed', 'init', 'its init failed: no luck today'],
  ['unreadable', 'failed', 'manifest', 'package.json cannot be read'],
  ['unscheduled', 'degraded', 'run', "'61 25 * * *' of the job 'unscheduled.work' cannot be read"],
  ['works-badly', 'ready', 'run', null],
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

  const settled = () =>
    expect
      .poll(() => app.services.registry.statuses().find(({ id }) => id === 'unscheduled')?.state, { timeout: 10_000 })
      .toBe('degraded')

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
    await settled()
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
        state !== 'failed',
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

  const names = standings.filter(([id, state]) => state === 'failed' && !id.startsWith('@')).map(([id]) => id)
  test.each(names)('have no metric: %s', async (id) => {
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

  test('say in the history of a job that it failed, and why', async () => {
    const cookie = await cookieFor(app.fastify, 'admin')
    const ran = await app.fastify.inject({
      method: 'POST',
      url: '/trpc/jobs.run',
      headers: { cookie, 'content-type': 'application/json', origin: 'http://localhost' },
      payload: { job: 'works-badly.work' },
    })
    expect(ran.statusCode, ran.body).toBe(200)
    const runs = () => app.services.jobs.runs({ job: 'works-badly.work' })
    await expect
      .poll(runs, { timeout: 20_000 })
      .toMatchObject([{ state: 'failed', error: expect.stringContaining('nothing works') }])
    expect((await byRest('works-badly.rows')).statusCode).toBe(200)
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
