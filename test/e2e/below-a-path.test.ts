import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../infra/browser.ts'
import { startProduct, type Product } from './product.ts'
import { startProxy, type Proxy } from './proxy.ts'
import { drawing, visit, type Visit } from './visit.ts'

const path = '/metrics-app'

let product: Product | undefined
let browser: Browser
let stripping: Proxy
let passing: Proxy

beforeAll(async () => {
  const there = () => product?.address ?? ''
  ;[stripping, passing] = await Promise.all([startProxy(path, there, true), startProxy(path, there, false)])
  const env = { TESSERA_URL: stripping.address, TESSERA_DEMO: '1' }
  ;[product, browser] = await Promise.all([startProduct({ env }), launchBrowser()])
})

afterAll(async () => {
  await browser?.close()
  stripping?.close()
  passing?.close()
  await product?.stop()
  product?.remove()
})

describe.each([
  ['takes the path off', () => stripping],
  ['passes the path on', () => passing],
])('behind a proxy that %s', (_, proxyOf) => {
  let proxy: Proxy
  let visitor: Visit

  beforeAll(async () => {
    proxy = proxyOf()
    visitor = await visit(browser, new URL(proxy.address).origin)
    return () => visitor.page.context().close()
  })

  test('one signs in, sees numbers, follows links and comes back', async () => {
    const { page } = visitor
    await page.goto(path)
    await page.waitForURL(`**${path}/sign-in*`)
    await page.getByRole('button', { name: 'Viewer', exact: true }).click()
    await page.waitForURL(`**${path}/t/acme/d/integrations.overview*`)
    await expect
      .poll(() => drawing(page, 'Connected users').getAttribute('aria-label'), { timeout: 20_000 })
      .toContain('2,450')
    await page.getByRole('link', { name: 'Catalogue' }).click()
    await page.waitForURL(`**${path}/t/acme/catalogue*`)
    await page.getByRole('link', { name: 'OAuth success rate', exact: true }).click()
    await page.waitForURL(`**${path}/t/acme/catalogue/integrations.oauth_success_rate*`)
    await page.reload()
    await page.getByRole('heading', { name: 'OAuth success rate', level: 1 }).waitFor()
    const cookies = await page.context().cookies()
    expect(cookies.map((cookie) => cookie.path)).toEqual(cookies.map(() => path))
  })

  test('an explanation says where programs ask', async () => {
    const { page } = visitor
    await page.goto(`${path}/t/acme/d/integrations.overview?e=integrations.oauth_success`)
    await page.getByRole('dialog').getByText(`curl ${proxy.address}/api/v1/metrics/query`).first().waitFor()
  })

  test('the API is described and answers', async () => {
    const { page } = visitor
    for (const reader of ['/docs', '/redoc']) {
      await page.goto(path + reader)
      await page.getByText('Ask for metrics').last().waitFor()
    }
    const described = (await (await page.request.get(`${path}/openapi.json`)).json()) as { servers: { url: string }[] }
    const server = described.servers[0]?.url ?? ''
    const answer = await page.request.post(`${server}/api/v1/metrics/query`, {
      data: { metrics: [{ id: 'integrations.oauth_success_rate' }] },
    })
    expect(answer.status()).toBe(200)
  })

  test('an address that leads nowhere says so', async () => {
    const { page } = visitor
    expect((await page.goto(`${path}/nothing`))?.status()).toBe(404)
    await page.getByText('There is no page at /nothing').waitFor()
  })

  test('one signs out, and nothing was asked for outside of the path', async () => {
    const { page, complaints } = visitor
    await page.goto(`${path}/t/acme/catalogue`)
    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.waitForURL(`**${path}/sign-in*`)
    expect(await page.context().cookies()).toEqual([])
    expect(proxy.strays.filter((url) => url !== '/favicon.ico')).toEqual([])
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([])
  })
})

test('who comes beside the path is led below it', async () => {
  const { page } = await visit(browser, product?.address ?? '')
  await page.goto('/sign-in?to=/catalogue')
  await page.waitForURL(`**${path}/sign-in?to=/catalogue`)
  await page.getByRole('button', { name: 'Viewer', exact: true }).click()
  await page.waitForURL(`**${path}/t/acme/catalogue*`)
  await page.context().close()
})
