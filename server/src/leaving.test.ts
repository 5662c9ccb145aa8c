import { request } from 'node:http'
import { describeDatabases } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { keyFor, orderEvent, startTestApp } from '../fixtures/test-app.ts'
import type { App } from './start/app.ts'

/** Questions of one tenant that may wait. */
const waiting = 200
/** Long ones of one tenant that run at once: of its six turns a third is left to quick ones. */
const longTurns = 4

const slowQuery = (day = '01') => ({
  metrics: [{ id: 'orders.slow' }],
  time: { range: { from: `2026-10-${day}`, to: '2026-10-02' } },
})

describeDatabases('leaving', (open, kind) => {
  let app: App
  let authorization = ''
  let address = ''

  beforeAll(async () => {
    app = await startTestApp(await open(), { env: { TESSERA_WAITING_PER_TENANT: String(waiting) } })
    authorization = `Bearer ${await keyFor(app, 'acme', 'metrics:read', 'events:write')}`
    address = await app.fastify.listen({ host: '127.0.0.1', port: 0 })
    const payload = { events: [orderEvent('US')] }
    await app.fastify.inject({ method: 'POST', url: '/api/v1/events', headers: { authorization }, payload })
    return () => app.close()
  })

  // why: the embedded database runs one statement at a time and cannot stop it
  const cannotStop = kind === 'embedded'

  const running = async () => {
    const { rows } = await app.services.database.pool.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
      where datname = current_database() and state = 'active' and query like '%slow_metric%' and pid <> pg_backend_pid()`,
    )
    return rows[0]?.n
  }
  const runs = (n: number) => expect.poll(running, { timeout: 10_000 }).toBe(n)

  /** Sends a request over a connection of its own; `leave` drops that connection. */
  const send = (path: string, options: { method: 'GET' | 'POST'; body?: object; headers?: Record<string, string> }) => {
    const { method, body, headers = { authorization } } = options
    const sent = request(address + path, {
      method,
      agent: false,
      headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
    })
    sent.on('error', () => {})
    sent.end(body ? JSON.stringify(body) : undefined)
    return () => void sent.destroy()
  }
  const rest = () => send('/api/v1/metrics/query', { method: 'POST', body: slowQuery() })

  test.skipIf(cannotStop)('P6 abandoned queries are cancelled in the database: REST', async () => {
    const leave = rest()
    await runs(1)
    leave()
    await runs(0)
  })

  test.skipIf(cannotStop)(
    'P6 abandoned queries are cancelled in the database: a batch of a page that is left',
    async () => {
      const names = Array.from({ length: 3 }, () => 'metrics.query').join()
      const inputs = { 0: slowQuery('01'), 1: { ...slowQuery(), metrics: [{ id: 'orders.slow', as: 'again' }] } }
      const quick = { metrics: [{ id: 'orders.orders' }] }
      const input = encodeURIComponent(JSON.stringify({ ...inputs, 2: quick }))
      const headers = { authorization, 'trpc-accept': 'application/jsonl' }
      const leave = send(`/api/trpc/${names}?batch=1&input=${input}`, { method: 'GET', headers })
      await runs(2)
      leave()
      await runs(0)
    },
  )

  test.skipIf(cannotStop)(
    'P6 abandoned queries are cancelled in the database: when the last of those who asked the same has left',
    async () => {
      const [first, second] = [rest(), rest()]
      await runs(1)
      first()
      // why: one that does not wait for anybody; it proves that the server has read the first departure
      await fetch(`${address}/healthz`)
      expect(await running()).toBe(1)
      second()
      await runs(0)
    },
  )

  test.skipIf(cannotStop)(
    'P6 abandoned queries are cancelled in the database: those that still wait for their turn are never started',
    async () => {
      const asked = Array.from({ length: 9 }, (_, n) =>
        send('/api/v1/metrics/query', {
          method: 'POST',
          body: { ...slowQuery(), metrics: [{ id: 'orders.slow', as: `n${n}` }] },
        }),
      )
      await runs(longTurns)
      for (const leave of asked) leave()
      await runs(0)
      const transactions = async () => {
        const { rows } = await app.services.database.pool.query<{ n: number }>(
          `select count(*)::int as n from pg_stat_activity where datname = current_database() and state like '%transaction%'`,
        )
        return rows[0]?.n
      }
      await expect.poll(transactions, { timeout: 10_000 }).toBe(0)
    },
  )

  test.skipIf(cannotStop)('a tenant with too many questions is told to come back, and others are served', async () => {
    const other = { authorization: `Bearer ${await keyFor(app, 'globex', 'metrics:read')}` }
    const seconds: unknown = expect.stringMatching(/^[1-9]\d?$/)
    let serial = 0
    // why: a new name each time, or the cache would answer
    const named = (id: string) => [{ id, as: `q${(serial += 1)}` }]
    const long = () => ({ ...slowQuery(), metrics: named('orders.slow') })
    const quick = () => ({ metrics: named('orders.orders') })
    const ask = (body: object, headers: Record<string, string> = { authorization }) =>
      fetch(`${address}/api/v1/metrics/query`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(1_000),
      })
    const asked = Array.from({ length: longTurns + waiting + 20 }, () =>
      send('/api/v1/metrics/query', { method: 'POST', body: long() }),
    )
    await runs(longTurns)
    await expect
      .poll(
        async () => {
          // why: a question that found the last place waits in it; the next one is refused
          const refused = await Promise.any([1, 2, 3].map(() => ask(long()))).catch(() => null)
          if (!refused) return 'waiting'
          return [refused.status, refused.headers.get('retry-after'), Object(await refused.json()).code]
        },
        { timeout: 10_000 },
      )
      .toEqual([503, seconds, 'too_busy'])
    const input = encodeURIComponent(JSON.stringify(long()))
    const batch = await Promise.any(
      [1, 2, 3].map(() => fetch(`${address}/api/trpc/metrics.query?input=${input}`, { headers: { authorization } })),
    )
    expect([batch.status, batch.headers.get('retry-after')]).toEqual([503, seconds])
    expect((await ask(quick(), other)).status).toBe(200)
    for (const leave of asked) leave()
    await runs(0)
  })
})
