import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import type { Frame, MetricQuery } from '@tessera/plugin-api/wire'
import { beforeAll, expect, test } from 'vitest'
import { assertDocumentAnswers } from '../../server/fixtures/figures/document-answers.ts'
import { root } from './root.ts'
import { sharedProduct } from './shared-product.ts'

type Row = Readonly<Record<string, unknown>>

let product: Awaited<ReturnType<typeof sharedProduct>>
let cookie: string

beforeAll(async () => {
  product = await sharedProduct()
  const answer = await post('/api/demo/sign-in', { role: 'admin' })
  cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ')
})

function post(path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json', origin: product.address, ...(cookie ? { cookie } : {}) }
  return fetch(`${product.address}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

/** Asks beside the running product, on its embedded database, as the command line does. */
async function biQuery(statement: string): Promise<readonly Row[]> {
  const { DATABASE_URL: _, ...environment } = process.env
  const env = { ...environment, TESSERA_DATA_DIR: product.dataDir }
  const args = ['server/src/cli/main.js', 'bi', 'query', statement, '--tenant', 'acme', '--json']
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  expect(err).toBe('')
  return (JSON.parse(out) as { rows: Row[] }).rows
}

test('the four promised queries of analysts run on the embedded demo as they are written, and say what the API says', async () => {
  const [{ today } = {}] = await biQuery('select current_date::text as today')
  const asked = await post('/t/acme/api/metrics/calculate-daily', { date: today, days: 3 })
  expect([asked.status, await asked.json()]).toMatchObject([200, { to: today }])
  const computed = `select count(*)::int as days from daily_metrics where date >= current_date - 2`
  await expect.poll(() => biQuery(computed), { timeout: 90_000, interval: 1_000 }).toEqual([{ days: 3 }])
  await assertDocumentAnswers(biQuery, async (query: MetricQuery) => {
    const answer = await post('/t/acme/api/v1/metrics/query', query)
    return (await answer.json()) as Frame
  })
})
