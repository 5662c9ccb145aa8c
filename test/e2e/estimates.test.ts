import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../infra/browser.ts'
import { axeFindings } from './axe.ts'
import type { Product } from './product.ts'
import { sharedProduct } from './shared-product.ts'
import { drawing, overview, signIn, visit } from './visit.ts'

const dashboard = '/t/acme/d/estimates.overview'
const soon = { timeout: 20_000 }

let product: Pick<Product, 'address'>
let browser: Browser
let page: Page
let complaints: readonly string[]

beforeAll(async () => {
  ;[product, browser] = await Promise.all([sharedProduct(), launchBrowser()])
  ;({ page, complaints } = await visit(browser, product.address))
  await signIn(page, 'Viewer', dashboard)
})

afterAll(() => browser?.close())

const card = (title: string): Locator => page.getByRole('region', { name: title, exact: true })
const nameOf = async (title: string): Promise<string> => (await drawing(page, title).getAttribute('aria-label')) ?? ''
const drawn = async (title: string): Promise<string> => (await drawing(page, title).textContent()) ?? ''

/** An estimate of people. How many there are differs from day to day. */
const about = String.raw`≈ \d,\d{3}`

/** What the page should say of so many people: the target is 6,100, the error 2.3 %. */
function verdictOn(text: string): string {
  const people = Number(/≈ (\d),(\d{3})/.exec(text)?.slice(1).join(''))
  if (people < 6100) return 'missed'
  return people - 6100 < 0.023 * people ? 'met, within noise' : 'met'
}

/** Happenings of the last 30 days that a filter lets through, asked past the page. */
const happenings = (...conditions: readonly object[]): Promise<number> =>
  page.evaluate(async (and) => {
    const time = { range: { last: 30, unit: 'day' } }
    const query = { metrics: [{ id: 'estimates.happenings' }], time, ...(and.length > 0 ? { filters: { and } } : {}) }
    const answer = await fetch(`/api/trpc/metrics.query?input=${encodeURIComponent(JSON.stringify(query))}`)
    return Number((await answer.json()).result.data.rows[0][0])
  }, conditions)
/** Those that people did: what systems told names nobody. */
const happeningsOfPeople = (): Promise<number> =>
  page.evaluate(async () => {
    const metrics = [{ id: 'estimates.people' }, { id: 'estimates.happenings' }]
    const query = { metrics, time: { range: { last: 30, unit: 'day' } }, dimensions: ['estimates.event'] }
    const answer = await fetch(`/api/trpc/metrics.query?input=${encodeURIComponent(JSON.stringify(query))}`)
    const rows: [string, number, number][] = (await answer.json()).result.data.rows
    return rows.reduce((sum, [, people, happened]) => sum + (people > 0 ? happened : 0), 0)
  })
/** A count as a big number writes it. */
const inShort = (count: number): string =>
  count < 10_000 ? new Intl.NumberFormat('en-US').format(count) : `${(count / 1000).toFixed(1)} k`
const only = (member: string, value: string) => ({ member, operator: 'equals', values: [value] })

describe('an estimate is marked wherever it stands', () => {
  test('on a big number, with its error, the period before and a target nearer than the error', async () => {
    await drawing(page, 'People').waitFor()
    const people = await drawn('People')
    expect(people).toMatch(new RegExp(`^${about}.*${about} in the previous period.*${verdictOn(people)}$`))
    expect(await nameOf('People')).toContain('Error ± 2.3 %')
    expect(await drawn('Happenings')).not.toContain('≈')
  })

  test('on bars, lines and targets', async () => {
    await expect.poll(() => drawn('People by event'), soon).toMatch(new RegExp(about))
    await expect.poll(() => nameOf('People by week'), soon).toMatch(new RegExp(`highest ${about}`))
    await drawing(page, 'Against the target').waitFor()
    const people = await drawn('Against the target')
    expect(people).toMatch(new RegExp(`${about}.*[✓✗~] ${verdictOn(people)}$`))
  })

  test('in a table, its head and its total', async () => {
    const table = card('Both by event').getByRole('table')
    await table.getByRole('button', { name: 'People', exact: true }).waitFor()
    expect(await table.getByTitle('Estimated, error ± 2.3 %').allTextContents()).toEqual(['People', 'Previous period'])
    expect(await table.locator('tfoot').innerText()).toMatch(new RegExp(String.raw`^Total\s+${about}\s+${about}[▲▼]`))
  })

  test('in its explanation, which says what its kind means', async () => {
    await page.goto(`${dashboard}?e=estimates.people`)
    const drawer = page.getByRole('dialog')
    await drawer.getByText('approximate, ± 2.3 %').waitFor()
    await drawer.getByText(/cannot be taken apart/).waitFor()
    await drawer.getByRole('link', { name: 'Approximate distinct count' }).click()
    await page.getByRole('heading', { name: 'Kinds of metrics' }).waitFor()
  })
})

test('the total of a table is explained as every number of it', async () => {
  await page.goto(`${dashboard}?e=estimates.table`)
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('combobox', { name: 'Of' }).click()
  await page.getByRole('option', { name: 'Total', exact: true }).click()
  await drawer.getByText('People · Total').waitFor()
  const all = new Intl.NumberFormat('en-US').format(await happeningsOfPeople())
  await drawer.getByRole('button', { name: `${all} rows behind this number` }).waitFor()
})

describe('segments narrow a page', () => {
  const segments = () => page.getByRole('button', { name: /^(\d )?segments: /i })

  test('all its figures, as the address says', async () => {
    await page.goto(dashboard)
    await drawing(page, 'Happenings').waitFor()
    const everything = await drawn('Happenings')
    await segments().click()
    await page.getByRole('menuitemcheckbox', { name: /^Enterprise customers/ }).click()
    await page.getByRole('menuitemcheckbox', { name: /^Chats only/ }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '2 segments: Enterprise customers, Chats only' }).waitFor()
    expect(decodeURIComponent(page.url())).toContain('s=estimates.enterprise,estimates.chats')
    const narrowed = await happenings(only('core.segment', 'enterprise'), only('estimates.event', 'chat_started'))
    expect(narrowed).toBeGreaterThan(500)
    await expect.poll(() => drawn('Happenings'), soon).toMatch(new RegExp(`^${inShort(narrowed)}`))
    expect(everything).toMatch(new RegExp(`^${inShort(await happenings())}`))
    expect(await axeFindings(page)).toEqual([])
  })

  test('and say so in the explanation of a number', async () => {
    await page.goto(`${dashboard}?s=estimates.enterprise&e=estimates.happenings`)
    await page.getByRole('dialog').getByText('Enterprise customers: Accounts of the segment enterprise.').waitFor()
    await page.keyboard.press('Escape')
  })

  test('but never a panel whose rows do not know them: it says so instead of a number', async () => {
    await page.goto(`${overview}?s=estimates.chats`)
    await card('OAuth success').getByText('This panel cannot be narrowed to the segments chosen.').waitFor()
    await segments().click()
    await page.getByRole('menuitem', { name: 'Everything' }).click()
    await expect.poll(() => nameOf('OAuth success'), soon).toContain('78.5 %')
    expect(page.url()).not.toContain('s=')
  })

  test('and one that a link names and nobody declares can be taken off', async () => {
    await page.goto(`${dashboard}?s=estimates.gone`)
    await card('People')
      .getByText(/No segment 'estimates.gone' is registered/)
      .waitFor()
    await segments().click()
    await page.getByRole('menuitemcheckbox', { name: /^estimates.gone/ }).click()
    await expect.poll(() => nameOf('People'), soon).toMatch(new RegExp(about))
  })

  test('without an error of the page', () => {
    // Refused questions are the failed answers.
    expect(complaints.filter((text) => !text.includes('Failed to load resource'))).toEqual([])
  })
})
