import { describeDatabases } from '@tessera/test-kit'
import { beforeAll, expect, test } from 'vitest'
import { keyFor, orderEvent, startTestApp } from '../fixtures/test-app.ts'
import type { App } from './app.ts'

describeDatabases('leaving', (open) => {
  let app: App
  let authorization = ''
  let address = ''

  beforeAll(async () => {
    app = await startTestApp(await open())
    authorization = `Bearer ${await keyFor(app, 'acme', 'metrics:read', 'events:write')}`
    address = await app.fastify.listen({ host: '127.0.0.1', port: 0 })
    const payload = { events: [orderEvent('US')] }
    await app.fastify.inject({ method: 'POST', url: '/api/v1/events', headers: { authorization }, payload })
    return () => app.close()
  })

  const running = async () => {
    const { rows } = await app.services.database.pool.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
      where datname = current_database() and state = 'active' and query like '%slow_metric%' and pid <> pg_backend_pid()`,
    )
    return rows[0]?.n
  }

  test('who leaves before the answer has the database stop working on it', async () => {
    // why: the embedded database runs one statement at a time and cannot stop it
    if (app.services.database.kind === 'embedded') return
    const leaving = new AbortController()
    const answer = fetch(`${address}/api/v1/metrics/query`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({
        metrics: [{ id: 'orders.slow' }],
        time: { range: { from: '2026-10-01', to: '2026-10-02' } },
      }),
      signal: leaving.signal,
    })
    await expect.poll(running, { timeout: 10_000 }).toBe(1)
    leaving.abort()
    await expect(answer).rejects.toThrow('aborted')
    await expect.poll(running, { timeout: 10_000 }).toBe(0)
  })
})
