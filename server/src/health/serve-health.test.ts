import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '@tessera/database'
import { emptyDataDir } from '@tessera/test-kit'
import { keyFor, startTestApp } from '../../fixtures/test-app.ts'
import type { App } from '../start/app.ts'

let app: App
let dataDir: string
let authorization: string
const ask = async (url: string) => {
  const response = await app.fastify.inject({ url, headers: { authorization } })
  return [response.statusCode, response.headers['retry-after'], (response.json() as { status: unknown }).status]
}
const heavy = 'with recursive r(n) as (select 1 union all select n # 1 from r) select count(*) from r'

beforeAll(async () => {
  dataDir = await emptyDataDir()
  app = await startTestApp(await openDatabase({ dataDir, statementMs: 3_000 }))
  authorization = `Bearer ${await keyFor(app, 'acme', 'metrics:read')}`
}, 120_000)
afterAll(async () => {
  await app.close()
  rmSync(dataDir, { recursive: true, force: true })
})

test('while the embedded engine is opened again callers are told when to ask, and health says so', async () => {
  const { database } = app.services
  expect(await ask('/healthz')).toEqual([200, undefined, 'ok'])
  const stopped = database.pool.query(heavy).catch((error: { code?: string }) => error.code)
  await expect.poll(() => database.condition(), { timeout: 30_000, interval: 5 }).toBe('restarting')
  const said = await Promise.all(['/healthz', '/readyz', '/api/v1/metrics'].map(ask))
  expect(said).toEqual([
    [200, undefined, 'recovering'],
    [503, '1', 'unavailable'],
    [503, '1', 503],
  ])
  expect(await stopped).toBe('unavailable')
  await expect.poll(() => ask('/readyz'), { timeout: 30_000 }).toEqual([200, undefined, 'ready'])
  expect(await ask('/healthz')).toEqual([200, undefined, 'ok'])
  expect((await ask('/api/v1/metrics'))[0]).toBe(200)
}, 120_000)
