import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../infra/browser.ts'
import { axeFindings } from './axe.ts'
import type { Product } from './product.ts'
import { sharedProduct } from './shared-product.ts'
import { drawing, signIn, visit } from './visit.ts'

let product: Pick<Product, 'address'>
let browser: Browser
let page: Page

beforeAll(async () => {
  ;[product, browser] = await Promise.all([sharedProduct(), launchBrowser()])
  ;({ page } = await visit(browser, product.address))
  await page.route(/\/lost-[^/]*\.js$/, (route) => route.abort())
  await signIn(page, 'Viewer', '/t/acme/d/view-user.overview')
})

afterAll(() => browser?.close())

const card = (title: string): Locator => page.getByRole('region', { name: title, exact: true })

async function errorOf(title: string): Promise<string> {
  const message = card(title).getByRole('alert')
  await message.getByRole('button', { name: 'Try again' }).waitFor()
  return message.innerText()
}

test('a view of the plugin draws, with its options as its schema fills them in', async () => {
  await card('Greeting')
    .getByText(/^There are \d{4,} happenings$/)
    .waitFor()
})

test('a view of another plugin that is required draws, and says what stands under the mouse', async () => {
  await drawing(page, 'Borrowed').waitFor()
  expect(await drawing(page, 'Borrowed').locator('rect').count()).toBeGreaterThan(7 * 8)
  await expect(drawing(page, 'Borrowed').getAttribute('aria-label')).resolves.toContain(
    'Happenings by Weekday and Hour',
  )
  await card('Borrowed').getByRole('group', { name: 'Values' }).getByRole('button').first().hover()
  await page
    .getByText(/^\w{3} · \d\d:00$/)
    .first()
    .waitFor()
})

test('a view that throws, one that exports no drawing and one whose chunk is lost say so in their cards', async () => {
  await expect(errorOf('Throws')).resolves.toContain('panel.failed')
  await expect(errorOf('Bare')).resolves.toMatch(/view 'bare' exports no drawView[^]*view_wrong/)
  await expect(errorOf('Lost')).resolves.toContain('offline')
})

test('and the others draw', async () => {
  await drawing(page, 'Total').waitFor()
  await expect(drawing(page, 'Total').getAttribute('aria-label')).resolves.toMatch(/Happenings \d/)
})

test('a lost chunk that is there again draws when tried again', async () => {
  await page.unroute(/\/lost-[^/]*\.js$/)
  await card('Lost').getByRole('button', { name: 'Try again' }).click()
  await card('Lost').getByText('found after all').waitFor()
})

test('a plugin view has the menu of a card: as a table it shows the same answer', async () => {
  await page.goto('/t/acme/d/rhythm.overview')
  const week = 'Events by weekday and hour'
  await drawing(page, week).waitFor()
  const cells = await drawing(page, week).locator('rect').count()
  expect(await axeFindings(page)).toEqual([])
  await card(week)
    .getByRole('button', { name: `Menu of ${week}` })
    .click()
  await page.getByRole('menuitem', { name: 'View as table' }).click()
  await card(week).getByRole('table').waitFor()
  await expect(card(week).getByRole('table').getAttribute('aria-rowcount')).resolves.toBe(String(cells + 1))
})

test('a page of the plugin asks for its figures in the time that its address says, and changes it', async () => {
  await page.goto('/t/acme/p/view-user/counted?tz=Asia/Kolkata')
  const said = page.getByText(/^\d+ in Asia\/Kolkata$/)
  const count = async () => Number.parseInt(await said.innerText(), 10)
  await said.waitFor()
  const month = await count()
  expect(month).toBeGreaterThan(1000)
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'One day' }).click()
  await page.waitForURL(({ searchParams }) => searchParams.get('r') === 'last-1-day')
  await expect.poll(count).toBeLessThan(month)
  const day = await count()
  await page.reload()
  await said.waitFor()
  expect(await count()).toBe(day)
})

test('the gallery shows the views of plugins beside those of the host', async () => {
  await page.goto('/gallery')
  await page.getByRole('heading', { name: 'rhythm.heatmap, many' }).waitFor()
  await expect(page.getByRole('img', { name: /^Events by Weekday and Hour: / }).count()).resolves.toBeGreaterThan(1)
})

test('the gallery shows the parts of pages in every state, in both themes, on a phone too', async () => {
  await page.goto('/gallery')
  for (const scheme of ['light', 'dark']) {
    const kit = page.locator(`#kit-${scheme}`)
    await kit.getByText('North has its quota.').waitFor()
    await kit.getByText('The year is closed. Ask an admin to open it.').waitFor()
    await kit.getByText('Fill this in').waitFor()
    expect(await kit.locator('form[aria-busy=true]').count()).toBe(1)
    expect(
      await kit
        .getByRole('columnheader', { name: /Amount/ })
        .first()
        .getAttribute('aria-sort'),
    ).toBe('descending')
  }
  const colours = await page
    .getByRole('button', { name: 'Load more' })
    .evaluateAll((buttons) => buttons.map((button) => getComputedStyle(button).backgroundColor))
  expect(new Set(colours).size).toBe(2)
  await page.setViewportSize({ width: 360, height: 740 })
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(wider).toBe(0)
})
