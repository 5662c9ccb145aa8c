import { createHmac } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../infra/browser.ts'
import { axeFindings } from './axe.ts'
import type { Product } from './product.ts'
import { sharedProduct } from './shared-product.ts'
import { signIn, visit } from './visit.ts'

let product: Pick<Product, 'address'>
let browser: Browser

beforeAll(async () => {
  ;[product, browser] = await Promise.all([sharedProduct(), launchBrowser()])
})

afterAll(() => browser?.close())

const key = 'key-of-the-crm-5d1f'

/** Makes an address for the CRM, and sends to it as the CRM does. */
async function sendAsCrm(page: Page): Promise<number> {
  const headers = { origin: product.address }
  const change = { crmSigningKey: key }
  const set = await page.request.post('/trpc/admin.setSettings', { headers, data: { plugin: 'quotas', change } })
  expect(await set.text()).toContain('crmSigningKey')
  const made = await page.request.post('/trpc/webhooks.renew', { headers, data: { plugin: 'quotas', webhook: 'crm' } })
  const { result } = (await made.json()) as { result: { data: { path: string } } }
  const [raw, sentAt] = ['{"changed":["North"]}', String(Math.floor(Date.now() / 1000))]
  const signature = createHmac('sha256', key).update(`${sentAt}.${raw}`).digest('hex')
  const sent = await fetch(product.address + result.data.path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-crm-timestamp': sentAt,
      'x-crm-signature': `v1=${signature}`,
      'x-crm-delivery': 'delivery-of-the-crm-0001',
    },
    body: raw,
  })
  return sent.status
}

test.each([
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
])('at $width px an admin of all tenants sees what is done in the background, and has it done', async (viewport) => {
  const { page, complaints } = await visit(browser, product.address, { viewport })
  await signIn(page, 'Admin', '/t/acme/admin/background')
  const jobs = page.getByRole('region', { name: 'Jobs of the installation' })
  await jobs.getByText('Runs at 2:30 AM, on day 1 of the month in UTC (30 2 1 * *)').waitFor()
  await jobs.getByRole('button', { name: 'Run now: Forget old quotas' }).click()
  await jobs.getByText('3 of 3 tenants looked at').first().waitFor()
  expect(await sendAsCrm(page)).toBe(viewport.width > 1000 ? 202 : 200)
  await page.reload()
  const deliveries = page.getByRole('region', { name: 'What other systems sent' })
  await deliveries.getByText('delivery-of-the-crm-0001').waitFor()
  await deliveries.getByText('handled').waitFor()
  expect(await page.content()).not.toContain('changed&quot;')
  await page.getByText('Nothing was compared yet. It is done at three in the night.').waitFor()
  expect(await axeFindings(page)).toEqual([])
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
  expect(complaints).toEqual([])
  await page.context().close()
})

test('who knows the schedule of a job of the tenant reads it in words, too', async () => {
  const { page } = await visit(browser, product.address)
  await signIn(page, 'Admin', '/t/acme/admin/plugins')
  await page.getByRole('button', { name: 'Jobs of Quotas' }).click()
  await page.getByText(/Runs at 4:00 AM, on day 1 of the month, only in January in America\/New_York/).waitFor()
  await page.context().close()
})

test('a plugin that is dropped in beside the one it fills runs, and gives it its metric', async () => {
  const { page, complaints } = await visit(browser, product.address)
  await signIn(page, 'Admin', '/t/acme/admin/plugins')
  await page
    .getByRole('row', { name: /^CRM crm/ })
    .getByText('ready', { exact: true })
    .waitFor()
  await page.goto('/t/acme/catalogue/quotas.pipeline')
  await page.getByRole('heading', { name: 'Pipeline', exact: true, level: 1 }).waitFor()
  expect(await page.getByText('This metric needs a source').count()).toBe(0)
  expect(complaints).toEqual([])
  await page.context().close()
})
