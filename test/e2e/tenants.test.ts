import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../infra/browser.ts'
import { axeFindings } from './axe.ts'
import type { Product } from './product.ts'
import { sharedProduct } from './shared-product.ts'
import { drawing, signIn, visit } from './visit.ts'

let product: Pick<Product, 'address'>
let browser: Browser

beforeAll(async () => {
  ;[product, browser] = await Promise.all([sharedProduct(), launchBrowser()])
})

afterAll(() => browser?.close())

const board = '/d/integrations.overview'
const figure = (page: Page) =>
  drawing(page, 'Connected users')
    .getAttribute('aria-label')
    .then((name) => /[\d,]+/.exec(name ?? '')?.[0])
const pathOf = (page: Page) => page.url().slice(product.address.length)
/** Where addresses without a tenant lead. */
const lastTenant = (page: Page) =>
  page.evaluate(async () => {
    const answer = await fetch('/t/acme/api/trpc/session.me')
    return (await answer.json()).result?.data?.lastTenant as unknown
  })
const chosen = (page: Page, tenant: string) => page.getByRole('button', { name: `Tenant ${tenant}, switch` }).waitFor()

test('two tabs show two tenants, and go on doing so in turn', async () => {
  const { page: acme, complaints } = await visit(browser, product.address)
  await signIn(acme, 'Admin', `/t/acme${board}`)
  await drawing(acme, 'Connected users').waitFor()
  const globex = await acme.context().newPage()
  await globex.goto(`/t/globex${board}`)
  await chosen(globex, 'Globex')
  await drawing(globex, 'Connected users').waitFor()
  await chosen(acme, 'Acme')
  const [first, second] = [await figure(acme), await figure(globex)]
  expect(first).not.toBe(second)

  for (const [page, tenant, expected] of [
    [acme, 'acme', first],
    [globex, 'globex', second],
    [acme, 'acme', first],
  ] as const) {
    await page.getByRole('link', { name: 'Catalogue' }).click()
    await page.waitForURL(`**/t/${tenant}/catalogue*`)
    await page.getByRole('link', { name: 'Integration metrics' }).click()
    await page.waitForURL(`**/t/${tenant}${board}*`)
    await page.reload()
    await expect.poll(() => figure(page), { timeout: 20_000 }).toBe(expected)
  }
  expect(complaints).toEqual([])
  await acme.context().close()
})

test('what is written in a tab is written in its tenant', async () => {
  const { page: acme } = await visit(browser, product.address)
  await signIn(acme, 'Admin', '/t/acme/admin/keys')
  await acme.getByRole('heading', { level: 1 }).waitFor()
  const globex = await acme.context().newPage()
  await globex.goto('/t/globex/admin/keys')
  await chosen(globex, 'Globex')
  await acme.getByLabel('Name', { exact: true }).fill('made in acme')
  await acme.getByRole('button', { name: /^(Make|Create)/ }).click()
  await acme.getByText('made in acme').first().waitFor()
  await globex.reload()
  await globex.getByRole('heading', { level: 1 }).waitFor()
  await expect.poll(() => globex.locator('main [aria-busy="true"]').count()).toBe(0)
  expect(await globex.getByText('made in acme').count()).toBe(0)
  await acme.context().close()
})

test('the switch leads to the other tenant, and addresses without one follow', async () => {
  const { page } = await visit(browser, product.address)
  await signIn(page, 'Admin')
  await page.waitForURL(`**/t/acme${board}*`)
  // why: what one tenant's page has noted late would lead back there
  await expect.poll(() => lastTenant(page), { timeout: 20_000 }).toBe('acme')
  await page.getByRole('button', { name: 'Tenant Acme, switch' }).click()
  await page.getByRole('menuitem', { name: 'Globex' }).click()
  await page.waitForURL(`**/t/globex${board}*`)
  await expect.poll(() => lastTenant(page), { timeout: 20_000 }).toBe('globex')
  await page.goto('/catalogue?r=last-7-day#top')
  await page.waitForURL('**/t/globex/catalogue?r=last-7-day#top')
  await chosen(page, 'Globex')
  await page.goBack()
  await page.waitForURL(`**/t/globex${board}*`)
  await page.context().close()
})

test.each([
  [`${board}?r=last-7-day`, `/t/acme${board}?r=last-7-day`],
  ['/catalogue/kinds?tz=UTC#ratio', '/t/acme/catalogue/kinds?tz=UTC#ratio'],
  ['/admin/plugins', '/t/acme/admin/plugins'],
  ['/', `/t/acme${board}`],
  ['/metrics?r=last-7-day', '/t/acme/d/saas-metrics.metrics?r=last-7-day'],
  ['/dashboard', '/t/acme/d/customer-success.main'],
  ['/dashboard/analytics', '/t/acme/d/customer-success.analytics'],
  ['/t/acme/dashboard', '/t/acme/d/customer-success.main'],
])('%s is led to %s, before and after signing in', async (from, to) => {
  const { page } = await visit(browser, product.address)
  await page.goto(from)
  await page.getByRole('button', { name: 'Viewer', exact: true }).click()
  await page.waitForURL((url) => url.pathname.startsWith('/t/'))
  await expect.poll(() => pathOf(page), { timeout: 20_000 }).toBe(to)
  await page.goto('/gallery')
  await page.goto(from)
  await expect.poll(() => pathOf(page), { timeout: 20_000 }).toBe(to)
  await page.context().close()
})

test('a link to a tenant that one does not belong to says so, whether there is one or not, with a way on', async () => {
  const { page } = await visit(browser, product.address)
  await page.goto(`/t/globex${board}?r=last-7-day`)
  await page.getByRole('button', { name: 'Viewer', exact: true }).click()
  const told = async (slug: string) => {
    await page.getByRole('heading', { name: 'This page is not open to you' }).waitFor()
    return (await page.getByRole('alert').innerText()).replaceAll(slug, '…')
  }
  const real = await told('globex')
  expect(real).toContain('not_a_member')
  expect(await axeFindings(page)).toEqual([])
  await page.goto(`/t/nowhere${board}`)
  expect(await told('nowhere')).toBe(real)
  await page.getByRole('link', { name: 'To your own pages' }).click()
  await page.waitForURL(`**/t/acme${board}`)
  await page.goto(`/t/globex${board}?r=last-7-day`)
  await page.getByRole('button', { name: 'Sign in as somebody else' }).click()
  await page.getByRole('button', { name: 'Admin', exact: true }).click()
  await page.waitForURL(`**/t/globex${board}?r=last-7-day`)
  await chosen(page, 'Globex')
  await page.context().close()
})

test('after signing out "back" shows nothing of the tenant', async () => {
  const { page } = await visit(browser, product.address)
  await signIn(page, 'Viewer', '/t/acme/catalogue')
  await page.getByRole('link', { name: 'Connected users', exact: true }).click()
  await page.getByRole('heading', { name: 'Connected users', level: 1 }).waitFor()
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  await page.goBack()
  await page.waitForURL('**/sign-in?to=*')
  await page.getByRole('button', { name: 'Viewer', exact: true }).waitFor()
  await page.context().close()
})
