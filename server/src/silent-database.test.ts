import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBadNetwork, testDatabases, type BadNetwork } from '@tessera/test-kit'
import type { Database } from '@tessera/database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startServer, type ServerProcess } from '../fixtures/processes.ts'
import { orderEvent } from '../fixtures/test-app.ts'
import { createKey } from '@tessera/identity'
import { createTenant, migrateCore } from '@tessera/tenancy'

const json = { 'content-type': 'application/json' }

// why: one will do, its limits are those of the product and take their time
const servers = testDatabases()
  .filter(({ title }) => title !== 'embedded')
  .slice(0, 1)

describe.each(servers)('a database gone silent: $title', ({ open }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tessera-silent-'))
  let direct: Database
  let network: BadNetwork
  let server: ServerProcess
  let authorization = ''

  const start = () =>
    startServer({ DATABASE_URL: network.url, TESSERA_DATA_DIR: dataDir, TESSERA_WAITING_PER_TENANT: '100' })

  beforeAll(async () => {
    direct = await open()
    await migrateCore(direct)
    const tenant = await createTenant(direct, { slug: 'acme', name: 'Acme' })
    const scopes = ['events:write', 'metrics:read'] as const
    const made = await createKey(direct.owner, {
      tenantId: tenant.id,
      name: 'test',
      scopes,
      ownerId: null,
      expiresAt: null,
    })
    authorization = `Bearer ${made.key}`
    network = await openBadNetwork(direct.url)
    server = await start()
  })
  afterAll(async () => {
    await server.end('SIGKILL')
    await network.close()
    await direct.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  const post = (path: string, body: unknown) =>
    server.fetch(path, { method: 'POST', headers: { ...json, authorization }, body: JSON.stringify(body) })
  const requests = {
    query: () => post('/api/v1/metrics/query', { metrics: [{ id: 'orders.orders' }] }),
    ingest: () => post('/api/v1/events', { events: [orderEvent('US')] }),
    trpc: () => server.fetch('/api/trpc/catalogue.metrics', { headers: { authorization } }),
    signIn: () => post('/api/auth/sign-in/email', { email: 'somebody@acme.example', password: 'not the password' }),
  }
  const all = () => Promise.all(Object.values(requests).map(async (ask) => ask()))
  const isWell = async () => {
    const statuses = (await all()).map(({ status }) => status)
    const ready = await server.fetch('/readyz', {})
    return [...statuses, ready.status]
  }
  const well = [200, 200, 200, 401, 200]

  test('every request is refused in time, readiness says so within two seconds, and all heals by itself', async () => {
    expect(await isWell()).toEqual(well)
    network.silence()
    const begin = performance.now()
    const ready = await server.fetch('/readyz', {})
    expect([ready.status, ready.headers.get('retry-after')]).toEqual([503, '1'])
    expect(performance.now() - begin).toBeLessThan(2_500)
    for (const answer of await all()) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
      expect(await answer.text()).toContain('unavailable')
    }
    expect(performance.now() - begin).toBeLessThan(25_000)
    network.heal()
    const healed = performance.now()
    await expect.poll(isWell, { timeout: 15_000 }).toEqual(well)
    expect(performance.now() - healed).toBeLessThan(15_000)
  })

  test('a signal ends it though the database is silent, a second one at once', async () => {
    network.silence()
    // why: one that waits keeps the drain waiting; by the time of the second answer it has come in
    const waiting = requests.query().catch(() => null)
    expect((await server.fetch('/readyz', {})).status).toBe(503)
    const first = server.end('SIGTERM')
    // why: two signals sent at once are one; when it takes no more connections it has noticed the first
    await expect.poll(() => server.fetch('/healthz', {}).catch(() => null)).toBe(null)
    const begin = performance.now()
    const second = await server.end('SIGTERM')
    expect(performance.now() - begin).toBeLessThan(2_000)
    expect([await first, second]).toEqual([143, 143])
    await waiting
    network.heal()
    // why: what the first has locked when it went silent is given up by the database half a minute later
    server = await start()
    network.silence()
    expect([0, 1]).toContain(await server.end('SIGTERM'))
  }, 150_000)
})
