import { count, fact, sum, type MetricSource } from '@tessera/plugin-api/server'
import type { Explanation } from '@tessera/plugin-api/wire'
import type { RegistryMetric } from '@tessera/registry'
import { describeOneDatabase } from '@tessera/test-kit'
import { beforeEach, expect, test } from 'vitest'
import { cookieFor, keyFor, orderEvent, startTestApp } from '../fixtures/test-app.ts'
import { migrateCore } from '@tessera/tenancy'
import { makeLog } from '../src/start/make-log.ts'
import { noteDefinitions } from '@tessera/definitions'
import { sql, type Kysely } from 'kysely'

const orders = fact<{ tenant_id: string; id: string; at: Date; amount: number }>({
  name: 'orders',
  table: 'x.orders',
  key: ['id'],
  time: { column: 'at', type: 'instant' },
})

/** The part of a registry that definitions are read from: one plugin with one metric. */
function registryOf(source: MetricSource, version: number) {
  const said: string[] = []
  const metric = { info: { id: 'x.orders', plugin: 'x', version }, source, sourcePlugin: 'x' } as RegistryMetric
  const degrade = (id: string, stage: string, error: unknown) => void said.push(`${id} ${stage}: ${String(error)}`)
  const registry = { metrics: () => [metric], metric: () => metric, degrade }
  return { registry, said }
}

describeOneDatabase('definitions of metrics', (open) => {
  let owner: Kysely<never>
  const start = async (source: MetricSource, version: number, day: number) => {
    const { registry, said } = registryOf(source, version)
    const now = new Date(Date.UTC(2026, 9, day))
    const histories = await noteDefinitions(owner, registry, { log: makeLog('silent'), now })
    return { history: histories.get('x.orders'), said }
  }
  const stored = async () =>
    (await sql`select version from core.metric_definitions order by first_seen_at`.execute(owner)).rows

  beforeEach(async () => {
    const database = await open()
    await migrateCore(database)
    owner = database.owner
    await sql`delete from core.metric_definitions`.execute(owner)
  })

  test('the first start notes a definition, the next ones find it unchanged', async () => {
    expect((await start(count(orders), 1, 1)).history).toEqual({ since: '2026-10-01T00:00:00.000Z', changed: null })
    expect((await start(count(orders), 1, 2)).history).toEqual({ since: '2026-10-01T00:00:00.000Z', changed: null })
    expect(await stored()).toEqual([{ version: 1 }])
  })

  test('a formula that changed with its version is said to have changed then', async () => {
    await start(count(orders), 1, 1)
    const changed = { since: '2026-10-02T00:00:00.000Z', changed: { from: 1, to: 2, unannounced: false } }
    expect(await start(sum(orders, 'amount'), 2, 2)).toEqual({ history: changed, said: [] })
    expect(await start(sum(orders, 'amount'), 2, 3)).toEqual({ history: changed, said: [] })
  })

  test('a formula that changed under the same version is warned of at every start until the version is raised', async () => {
    await start(count(orders), 1, 1)
    for (const day of [2, 3]) {
      const { history, said } = await start(sum(orders, 'amount'), 1, day)
      expect(history?.changed).toEqual({ from: 1, to: 1, unannounced: true })
      expect(said.join()).toContain('x check: ')
      expect(said.join()).toContain('changed on 2026-10-02, its version stayed 1')
    }
    expect((await start(sum(orders, 'amount'), 2, 4)).said).toEqual([])
  })

  test('going back to an earlier formula is a change too', async () => {
    await start(count(orders), 1, 1)
    await start(sum(orders, 'amount'), 2, 2)
    const { history } = await start(count(orders), 1, 3)
    expect(history).toEqual({
      since: '2026-10-03T00:00:00.000Z',
      changed: { from: 2, to: 1, unannounced: false },
    })
    expect(await stored()).toEqual([{ version: 1 }, { version: 2 }, { version: 1 }])
  })
})

describeOneDatabase('an explanation', (open) => {
  test('tells history, worked examples, range, source, and how many rows stand behind one number', async () => {
    const app = await startTestApp(await open())
    try {
      const headers = { authorization: `Bearer ${await keyFor(app, 'acme', 'events:write')}` }
      const events = [orderEvent('US'), orderEvent('US')]
      await app.fastify.inject({ method: 'POST', url: '/api/v1/events', headers, payload: { events } })
      await app.services.rollupKeeper.idle()
      const explain = async (more: object) => {
        const answer = await app.fastify.inject({
          method: 'POST',
          url: '/api/v1/metrics/explain',
          headers: { cookie: await cookieFor(app.fastify, 'viewer') },
          payload: {
            metrics: [{ id: 'orders.orders' }],
            dimensions: ['orders.country'],
            time: { range: { from: '2026-10-01', to: '2026-10-02' } },
            ...more,
          },
        })
        return answer.json<Explanation>()
      }
      const at = { metric: 'orders.orders', dimensions: { 'orders.country': 'US' } }
      const explained = await explain({ at })
      expect(explained.metrics[0]).toMatchObject({ version: 1, fixtures: 0, definition: { changed: null } })
      expect(explained.meta).toMatchObject({
        timeZone: 'America/New_York',
        range: { fromInstant: '2026-10-01T04:00:00Z', toInstant: '2026-10-02T04:00:00Z' },
        source: { kind: 'rollup', id: 'orders.order.daily' },
      })
      expect(explained.meta.watermark).not.toBeNull()
      expect(explained.cell).toMatchObject({ at, rows: 2, refused: null, parts: [] })
      expect((await explain({})).cell).toBeNull()
    } finally {
      await app.close()
    }
  })
})
