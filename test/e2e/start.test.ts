import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../infra/browser.ts'
import { axeFindings, contrastFindings } from './axe.ts'
import { textsHardToRead } from './texts-hard-to-read.ts'
import { open, placesOf } from './places.ts'
import { startProduct, type Product } from './product.ts'
import { drawing, overview, signIn, visit } from './visit.ts'

const phone = { width: 360, height: 740 }
const desk = { width: 1440, height: 900 }

let product: Product
let browser: Browser

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), launchBrowser()])
})

afterAll(async () => {
  await browser?.close()
  await product?.stop()
  product?.remove()
})

describe('a viewer of the demo', () => {
  let page: Page
  let complaints: readonly string[]

  beforeAll(async () => {
    ;({ page, complaints } = await visit(browser, product.address))
    await signIn(page, 'Viewer')
    await drawing(page, 'Connected users').waitFor()
  })

  afterAll(() => page?.context().close())

  test.each([
    ['Connected users', ['2,450', '+18.0 % better']],
    ['OAuth success', ['78.5 %', '+3.2 pp better']],
    ['Usage in chat', ['45.0 %', '+8.0 pp better']],
    ['Disconnect rate', ['12.0 %', '−2.0 pp better']],
    ['Connections by provider', ['Google 52.0 %', 'Microsoft 32.0 %', 'Meta 12.0 %', 'LinkedIn 4.0 %']],
    [
      'OAuth failure reasons',
      ['User cancelled 45.0 %', 'Access denied 27.9 %', 'Timeout 15.0 %', 'Server error 12.1 %'],
    ],
    ['Service usage', ['Gmail 42.0 %', 'Calendar 28.0 %', 'Drive 18.0 %', 'Outlook 8.0 %', 'OneDrive 4.0 %']],
    ['Key metrics against targets', ['Retention after 30 days: Value 81.1 %']],
    [
      'Integration funnel',
      [
        'Viewed: Started 5,000',
        'Connect clicked: Reached 2,250',
        'Continued from the step before 45.0 %',
        'OAuth complete: Reached 1,755',
        'Continued from the step before 78.0 %',
        'Used in chat: Reached 1,141',
        'Continued from the step before 65.0 %',
      ],
    ],
  ])('sees %s', async (panel, figures) => {
    const picture = drawing(page, panel)
    await picture.waitFor()
    const name = (await picture.getAttribute('aria-label')) ?? ''
    for (const figure of figures) expect(name).toContain(figure)
  })

  test('reads the SQL behind a number', async () => {
    const drawer = page.getByRole('dialog', { name: 'Explain: OAuth success' })
    // why: rollups are built in the background, and an explanation says what was there when it was asked for
    const isServed = async () => {
      await page.goto(overview)
      await page.getByRole('button', { name: 'Menu of OAuth success' }).click()
      await page.getByRole('menuitem', { name: 'Explain this number' }).click()
      const served = drawer.getByText('rollup integrations.oauth_outcome.daily serves all of it')
      return served.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      )
    }
    await expect.poll(isServed, { timeout: 60_000 }).toBe(true)
    await drawer.getByText(/from "integrations"\."rollup_oauth_outcome_daily_\w+"\s+where tenant_id = \$1/).waitFor()
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
  })

  test('gives the address of what they see to somebody else, who sees the same', async () => {
    await page.getByRole('button', { name: /^Range/ }).click()
    await page.getByRole('button', { name: 'Last 7 days' }).click()
    await page.getByRole('button', { name: 'Range: Last 7 days' }).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => settled(page), { timeout: 20_000 }).not.toContain('Oct 21')
    const seen = await settled(page)

    const other = await visit(browser, product.address)
    const { pathname, search } = new URL(page.url())
    await signIn(other.page, 'Editor', pathname + search)
    await other.page.getByRole('button', { name: 'Range: Last 7 days' }).waitFor()
    await expect.poll(() => settled(other.page), { timeout: 20_000 }).toBe(seen)
    await other.page.context().close()
  })

  test('reads a worked example and the SQL of a metric, and what its kind means', async () => {
    await page.goto('/t/acme/catalogue/integrations.connection_rate')
    const examples = page.getByRole('region', { name: 'Worked examples' })
    await examples.getByRole('button', { name: 'Two of four who viewed completed' }).waitFor()
    expect(await examples.getByRole('group', { name: 'Events' }).first().innerText()).toContain('integration_viewed')
    expect(await examples.getByRole('group', { name: 'Answer' }).first().innerText()).toContain('50.0 %')
    await page.getByRole('region', { name: 'How it is computed' }).getByText('"core"."events"').first().waitFor()
    await page.getByRole('region', { name: 'Where it is shown' }).getByRole('link').first().waitFor()
    await page.getByRole('link', { name: 'Ratio', exact: true }).click()
    await page.getByRole('heading', { name: 'Kinds of metrics' }).waitFor()
    await page.getByRole('link', { name: 'Share of failures' }).click()
    await page.getByRole('region', { name: 'How it is computed' }).getByRole('link', { name: 'OAuth failures' }).click()
    await page.getByRole('heading', { name: 'OAuth failures', level: 1 }).waitFor()
  })

  test('is told when an address leads nowhere, by the status too', async () => {
    const inside = ['/nothing', '/d/no.such', '/catalogue/no.such', '/p/nobody/page', '/Catalogue', '/sign-in']
    const outside = ['/nothing', '/d/no.such', '/Catalogue', '/t', '/t/Acme/catalogue', '/dashboard/nothing']
    for (const path of [...inside.map((below) => `/t/acme${below}`), ...outside]) {
      const answer = await page.goto(path)
      expect(answer?.status()).toBe(404)
      await page.getByText('Page not found').or(page.getByText('metric_unknown')).first().waitFor()
    }
    expect((await page.goto('/t/acme/catalogue/kinds'))?.status()).toBe(200)
    await page.getByRole('heading', { name: 'Kinds of metrics' }).waitFor()
  })

  test.each([
    ['/redoc', 'Ask for metrics'],
    ['/docs', 'Ask for metrics'],
  ])('reads the description of the API at %s', async (path, operation) => {
    await page.goto(path)
    await page.getByText(operation).last().waitFor()
    expect(await page.getByText(/something went wrong|could not resolve|failed to load/i).count()).toBe(0)
  })

  test('has no page for admins', async () => {
    await page.goto(overview)
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link').first().waitFor()
    await expect(page.getByRole('link', { name: /plugins|keys/i }).count()).resolves.toBe(0)
    await page.goto('/t/acme/admin/plugins')
    await page.getByText('scope_missing').waitFor()
  })

  test('met no error on the way', () => {
    // The addresses that lead nowhere, and the refused admin page, are the failed answers.
    expect(complaints.filter((text) => !/403|404/.test(text))).toEqual([])
  })
})

// What the theme decides, contrast, is looked at below on every page that one comes to after signing in.
describe('axe-core finds nothing', () => {
  let page: Page

  beforeAll(async () => {
    ;({ page } = await visit(browser, product.address))
  })

  afterAll(() => page?.context().close())

  test('on the sign-in page', async () => {
    await page.goto('/')
    await page.getByRole('button', { name: 'Viewer' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await axeFindings(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
  })

  test('on the dashboard', async () => {
    await signIn(page, 'Viewer')
    await settled(page)
    expect(await axeFindings(page)).toEqual([])
  })

  test('on the explanation of a number', async () => {
    await page.goto(`${overview}?e=integrations.oauth_success`)
    await page.getByRole('dialog').getByText('SQL', { exact: true }).waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  test('in the catalogue', async () => {
    await page.goto('/t/acme/catalogue')
    await page.getByRole('link', { name: 'Connected users', exact: true }).waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  test('on the page of a metric, all examples open', async () => {
    await page.goto('/t/acme/catalogue/integrations.connected_users')
    const examples = page.getByRole('region', { name: 'Worked examples' })
    await examples.getByRole('button', { name: /Kolkata/ }).click()
    await examples.getByText('Asia/Kolkata').waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  test('on the page of kinds', async () => {
    await page.goto('/t/acme/catalogue/kinds#ratio')
    await page.getByRole('link', { name: 'OAuth success rate' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
  })
})

test('on a phone of 360 pixels and on a desk every page scrolls down alone, no text is cut or covered, and in the dark it has contrast', async () => {
  const { page } = await visit(browser, product.address, { viewport: phone, hasTouch: true })
  await signIn(page, 'Admin')
  const kinds = { name: 'kinds', show: (at: Page) => open(at, '/t/acme/catalogue/kinds') }
  const places = [...(await placesOf(page)), kinds]
  expect(places.length).toBeGreaterThan(15)
  const found: string[] = []
  const look = async (name: string, { width, height }: typeof phone) => {
    await page.setViewportSize({ width, height })
    await drawnAnew(page)
    const wide = await page.evaluate('document.documentElement.scrollWidth')
    if (wide !== width) found.push(`${name} is ${String(wide)} wide at ${width}`)
    found.push(...(await textsHardToRead(page)).map((text) => `${name} at ${width}: ${text}`))
  }
  for (const { name, show } of places) {
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize(phone)
    await show(page)
    await look(name, phone)
    await page.emulateMedia({ colorScheme: 'dark' })
    await look(name, desk)
    found.push(...(await contrastFindings(page)).map((text) => `${name}: ${text}`))
  }
  expect(found).toEqual([])
  await page.context().close()
}, 300_000)

test('the product ends itself in order when asked to', async () => {
  await expect(product.stop()).resolves.toBe(0)
})

/** Waits until drawings have the size of their cards, which is a frame after these changed. */
const drawnAnew = (page: Page) =>
  page.evaluate(() => {
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    return frame().then(frame).then(frame)
  })

/** Every drawing's name, once all panels on the screen have their numbers. */
async function settled(page: Page): Promise<string> {
  await drawing(page, 'Connected users').waitFor()
  await drawing(page, 'Integration funnel').waitFor()
  await expect.poll(() => page.locator('main [aria-busy="true"]').count(), { timeout: 20_000 }).toBe(0)
  const names = page.getByRole('region').getByRole('img')
  return (await names.evaluateAll((images) => images.map((image) => image.getAttribute('aria-label')))).join('\n')
}
