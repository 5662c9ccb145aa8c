import type { Browser } from 'playwright-core'
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

test('admins read the mails of plugins page by page, with a chart that came along, and others do not', async () => {
  const { page, complaints } = await visit(browser, product.address)
  await signIn(page, 'Admin', '/t/acme/admin/outbox')
  await page.getByText('No mail was sent yet').waitFor()
  const sent = await page.evaluate(async () => {
    const answer = await fetch('/t/acme/api/trpc/plugins.letters.send', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ mails: 103 }),
    })
    return [answer.status, await answer.text()] as const
  })
  expect(sent[0], sent[1]).toBe(200)
  await page.reload()
  await page.getByText('No mail server is named').waitFor()
  const rows = page.getByRole('row')
  await page.getByRole('button', { name: 'Letter 103', exact: true }).first().waitFor()
  const before = await rows.count()
  await page.getByRole('button', { name: 'Load more' }).click()
  await page.getByRole('button', { name: 'Letter 1', exact: true }).first().waitFor()
  expect(await rows.count()).toBeGreaterThan(before)
  expect(await page.getByRole('button', { name: 'Load more' }).count()).toBe(0)
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Letter 103', exact: true }).first().click()
  const drawer = page.getByRole('dialog')
  await drawer
    .getByText(/Connected users|Integrations/)
    .first()
    .waitFor()
  await drawer.getByText(/Attached: chart\.png \(\d+ kB\)/).waitFor()
  expect(await drawer.getByRole('button', { name: /Try again|Send it/ }).count()).toBe(0)
  expect(complaints).toEqual([])
  await page.setViewportSize({ width: 360, height: 740 })
  await page.keyboard.press('Escape')
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wider).toBe(0)
  await page.context().close()

  const { page: viewer } = await visit(browser, product.address)
  await signIn(viewer, 'Viewer', '/t/acme/admin/outbox')
  await viewer.getByText(/admin/i).first().waitFor()
  expect(await viewer.getByText('Letter 103').count()).toBe(0)
  await viewer.context().close()
})
