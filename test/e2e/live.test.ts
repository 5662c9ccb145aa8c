import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../infra/browser.ts'
import { startProduct, type Product } from './product.ts'
import { startProxy, type Proxy } from './proxy.ts'
import { drawing, visit } from './visit.ts'

const path = '/metrics-app'
const panel = 'Integration funnel'

let product: Product | undefined
let proxy: Proxy
let browser: Browser
let page: Page
let key: string
let now: number

/** Somebody who has not been there before views the integrations, a few days ago by the tenant's clock. */
async function happen(): Promise<void> {
  const event = {
    id: crypto.randomUUID(),
    event: 'integration_viewed',
    timestamp: new Date(now - 5 * 86_400_000).toISOString(),
    userId: crypto.randomUUID(),
    properties: { provider: 'google' },
  }
  const answer = await fetch(`${product?.address}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ events: [event] }),
  })
  expect(answer.status).toBe(200)
}

const started = async () => {
  const name = (await drawing(page, panel).getAttribute('aria-label')) ?? ''
  return Number(/Started ([\d,]+)/.exec(name)?.[1]?.replace(',', '') ?? Number.NaN)
}
const isLive = () => page.getByRole('button', { name: /Live · / }).waitFor()

beforeAll(async () => {
  proxy = await startProxy(path, () => product?.address ?? '', true)
  const env = { TESSERA_URL: proxy.address, TESSERA_DEMO: '1' }
  ;[product, browser] = await Promise.all([startProduct({ env }), launchBrowser()])
  ;({ page } = await visit(browser, new URL(proxy.address).origin))
  await page.goto(path)
  await page.getByRole('button', { name: 'Admin', exact: true }).click()
  await drawing(page, panel).waitFor()
  ;[key, now] = await page.evaluate(async (base) => {
    const call = async (name: string, input?: object) => {
      const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) }
      const answer = await fetch(`${base}/t/acme/api/trpc/${name}`, input ? post : {})
      return ((await answer.json()) as { result: { data: { key: string; tenant: { asOf: string | null } } } }).result
        .data
    }
    const made = await call('admin.createKey', { name: 'live', scopes: ['events:write'], expiresAt: null })
    const { tenant } = await call('session.me')
    return [made.key, Date.parse(tenant.asOf ?? new Date().toISOString())] as const
  }, path)
})

afterAll(async () => {
  await browser?.close()
  proxy?.close()
  await product?.stop()
  product?.remove()
})

test('an open dashboard shows what happens by itself', async () => {
  await isLive()
  const before = await started()
  expect(before).toBeGreaterThan(0)
  const streams: string[] = []
  page.on('request', (request) => request.url().includes('live.listen') && streams.push(request.url()))
  await happen()
  await expect.poll(started, { timeout: 20_000 }).toBe(before + 1)
  await happen()
  await expect.poll(started, { timeout: 20_000 }).toBe(before + 2)
  expect(streams).toEqual([])
})

test('a page whose connection was broken shows what happened meanwhile', async () => {
  await isLive()
  const before = await started()
  proxy.cut()
  await happen()
  await expect.poll(started, { timeout: 30_000 }).toBe(before + 1)
  await isLive()
})
