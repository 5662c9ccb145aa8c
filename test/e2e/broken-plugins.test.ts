import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../infra/browser.ts'
import { makeInstallation, type Installation } from './installation.ts'
import { startProduct, type Product } from './product.ts'
import { drawing, overview, signIn, visit } from './visit.ts'

const sources = ['broken-panel', 'broken-door', 'broken-syntax'].map((name) =>
  join(import.meta.dirname, 'fixtures', name),
)

let installation: Installation
let product: Product
let browser: Browser
let page: Page
const uncaught: string[] = []

beforeAll(async () => {
  browser = await launchBrowser()
  product = await startBroken()
  ;({ page } = await visit(browser, product.address))
  page.on('pageerror', (error) => uncaught.push(error.message))
  await signIn(page, 'Admin', '/t/acme/d/broken-panel.overview')
})

afterAll(async () => {
  await browser?.close()
  await product?.stop()
  product?.remove()
  installation?.remove()
})

/** Starts the product with the broken plugins, one of which does not even parse. */
async function startBroken(): Promise<Product> {
  installation = makeInstallation(['integrations', 'integrations-google'])
  const folders = sources.map((source) => installation.add(source))
  appendFileSync(join(folders.at(-1) ?? '', 'src/web/index.ts'), '\nexport const = }\n')
  return startProduct({ root: installation.root })
}

const card = (title: string): Locator => page.getByRole('region', { name: title, exact: true })

/** The error state of a card, once it is there, as text. */
async function errorOf(title: string): Promise<string> {
  const message = card(title).getByRole('alert')
  await message.waitFor()
  await message.getByRole('button', { name: 'Try again' }).waitFor()
  return message.innerText()
}

test.each([['Throws'], ['Throws late']])('the panel "%s" of a plugin breaks in its own card', async (title) => {
  await expect(errorOf(title)).resolves.toContain('panel.failed')
})

test('a panel whose query is refused says so with its code, and asks again when told to', async () => {
  await expect(errorOf('Refused')).resolves.toMatch(/'broken-panel\.wrong'[^]*query_failed/)
  const again = page.waitForRequest(/metrics\.query/)
  await card('Refused').getByRole('button', { name: 'Try again' }).click()
  expect(decodeURIComponent((await again).url()) + ((await again).postData() ?? '')).toContain('broken-panel.wrong')
  await expect(errorOf('Refused')).resolves.toContain('query_failed')
})

test('the other cards of that dashboard draw', async () => {
  await card('Total')
    .getByText(/^\d{4,} in total$/)
    .waitFor()
  await drawing(page, 'By kind').waitFor()
  await expect(drawing(page, 'By kind').getAttribute('aria-label')).resolves.toMatch(/integration_viewed \d/)
})

test('a panel that broke is drawn anew when its numbers change', async () => {
  await expect(errorOf('Picky')).resolves.toContain('panel.failed')
  await page.getByRole('button', { name: /^Range/ }).click()
  await page.getByRole('button', { name: 'Last 7 days' }).click()
  await card('Picky').getByText('a week fits').waitFor()
})

test.each([
  ['broken-door', 'this web door does not open'],
  ['broken-syntax', 'src/web/index.ts cannot be built'],
])('of %s only its own drawings are missing, and they say why', async (plugin, reason) => {
  await page.goto(`/t/acme/d/${plugin}.overview`)
  const error = await errorOf('Own drawing')
  expect(error).toContain(`'${plugin}'`)
  expect(error).toContain(reason)
  expect(error).toContain('web_door_failed')
  await drawing(page, 'Events').waitFor()
  await expect(drawing(page, 'Events').getAttribute('aria-label')).resolves.toMatch(/\d,\d{3}/)
})

test('a page of a plugin that breaks leaves the frame around it alone', async () => {
  await page.goto('/t/acme/p/broken-panel/torn')
  await page.getByText('this page is torn').waitFor()
  await page.getByText('This page broke').waitFor()
})

test('the page lives on: the dashboard of another plugin is one click away and whole', async () => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Integration metrics' }).click()
  await page.waitForURL(`**${overview}*`)
  await drawing(page, 'Connected users').waitFor()
  await expect(drawing(page, 'Connected users').getAttribute('aria-label')).resolves.toContain('2,450')
  await expect(page.getByRole('alert').count()).resolves.toBe(0)
})

test('admins read which plugin broke where, and why, once', async () => {
  await page.goto('/t/acme/admin/plugins')
  const row = (id: string) => page.getByRole('row').filter({ hasText: `${id} ·` })
  await row('broken-door').getByText('degraded at web').waitFor()
  expect((await row('broken-door').innerText()).split('this web door does not open')).toHaveLength(2)
  await row('broken-syntax').getByText('degraded at web').waitFor()
  expect((await row('broken-syntax').innerText()).split('cannot be built')).toHaveLength(2)
  await row('integrations').getByText('ready', { exact: true }).waitFor()
  await row('broken-panel').getByText('degraded at run').waitFor()
  await row('broken-panel').getByText('nobody was listening').waitFor()
})

test('the server reports what the build left out, and stays ready', async () => {
  const stranger = await fetch(`${product.address}/readyz`)
  expect(stranger.status).toBe(200)
  expect(await stranger.json()).toEqual({ status: 'ready' })
  const answer = await page.request.get('/readyz')
  expect(answer.status()).toBe(200)
  const { plugins } = (await answer.json()) as { plugins: readonly { id: string; state: string; stage: string }[] }
  expect(plugins.find(({ id }) => id === 'broken-syntax')).toMatchObject({
    state: 'degraded',
    stage: 'web',
    error: expect.stringContaining('src/web/index.ts cannot be built'),
  })
  expect(plugins.find(({ id }) => id === 'integrations')).toMatchObject({ state: 'ready' })
})

test('no error of a plugin went uncaught', () => {
  expect(uncaught).toEqual([])
})
