import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../infra/browser.ts'
import { axeFindings } from './axe.ts'
import type { Product } from './product.ts'
import { sharedProduct } from './shared-product.ts'
import { overview, signIn, visit, type DemoRole } from './visit.ts'

let product: Pick<Product, 'address'>
let browser: Browser

beforeAll(async () => {
  ;[product, browser] = await Promise.all([sharedProduct(), launchBrowser()])
})

afterAll(() => browser?.close())

const explained = `${overview}?e=integrations.oauth_success`

async function opened(role: DemoRole, options: Parameters<typeof visit>[2] = {}) {
  const visited = await visit(browser, product.address, options)
  await signIn(visited.page, role, explained)
  await visited.page.getByRole('heading', { name: 'This number' }).waitFor()
  return visited
}

/** A range of days as the page writes it. */
const days = String.raw`[A-Z][a-z]{2} \d{1,2}(, \d{4})? – ([A-Z][a-z]{2} )?\d{1,2}, \d{4}`

const userIds = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/

describe('a number is explained', () => {
  let page: Page
  let complaints: readonly string[]
  beforeAll(async () => {
    ;({ page, complaints } = await opened('Viewer'))
  })
  afterAll(() => page?.context().close())

  test('with its value, the rows behind it, and what made it change', async () => {
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('button', { name: '1,755 rows behind its numerator' }).waitFor()
    await drawer.getByText('+3.2 pp').first().waitFor()
    await drawer.getByRole('button', { name: /more dimensions$/ }).click()
    await drawer.getByText('Google did better').waitFor()
    await drawer.getByText('unchanged since first seen on').waitFor()
    await drawer.getByRole('link', { name: 'Ratio', exact: true }).waitFor()
    await drawer.getByText('What it is made of').click()
    await drawer.getByText('denominator', { exact: true }).waitFor()
    await drawer
      .getByText(/of the change of OAuth success per attempt$/)
      .first()
      .waitFor()
    await drawer.getByText(new RegExp(`previous period, ${days}`)).waitFor()
    const complete = await drawer
      .getByText(/^[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{2}:\d{2}, /)
      .first()
      .innerText()
    const [, time, instant = ''] = /(\d{2}:\d{2}), (\S+)$/.exec(complete) ?? []
    const local = Temporal.Instant.from(instant).toZonedDateTimeISO('America/New_York')
    expect(time).toBe(local.toPlainTime().toString({ smallestUnit: 'minute' }))
    expect(await axeFindings(page)).toEqual([])
  })

  test('its denominator has rows of its own, and the address remembers it', async () => {
    await page.getByText('Denominator', { exact: true }).click()
    await page.getByRole('button', { name: '2,235 rows behind its denominator' }).waitFor()
    expect(decodeURIComponent(page.url())).toContain('"part":"denominator"')
  })

  test('its rows are shown a page at a time, whose they are is masked, and they can be taken along', async () => {
    await page.getByRole('button', { name: '2,235 rows behind its denominator' }).click()
    await page.getByText('200 of 2,235, newest first').waitFor()
    await page.getByText(new RegExp(`OAuth success per attempt · Denominator · ${days}`)).waitFor()
    await page.getByText('Times are those of America/New_York').waitFor()
    await page.getByRole('columnheader', { name: 'User (masked)' }).waitFor()
    await page.getByRole('button', { name: 'Load more' }).click()
    await page.getByText('400 of 2,235, newest first').waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ])
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n')
    expect(lines).toHaveLength(401)
    expect(lines[1]).toContain('•••')
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: '‹ Explanation' }).click()
    await page.getByRole('heading', { name: 'This number' }).waitFor()
    expect(complaints).toEqual([])
  })
})

test('an admin sees whose rows they are', async () => {
  const { page } = await opened('Admin')
  await page.getByRole('button', { name: '1,755 rows behind its numerator' }).click()
  await page.getByRole('columnheader', { name: 'User', exact: true }).waitFor()
  expect(await page.getByRole('dialog').locator('tbody td').nth(2).textContent()).toMatch(userIds)
  await page.context().close()
})

test.each([
  ['dark', 1440],
  ['light', 390],
] as const)('everybody can read it: %s, %i pixels wide', async (colorScheme, width) => {
  const { page } = await opened('Viewer', { colorScheme, viewport: { width, height: 844 } })
  await page.getByRole('button', { name: /rows behind/ }).waitFor()
  await page.getByText('+3.2 pp').last().waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: /rows behind/ }).click()
  await page.getByText('newest first').waitFor()
  expect(await axeFindings(page)).toEqual([])
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(wider).toBeLessThanOrEqual(0)
  await page.context().close()
})
