import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../infra/browser.ts'
import { sharedPlugins } from '../infra/shared-product.ts'
import { axeFindings } from './axe.ts'
import { startProduct, type Product } from './product.ts'
import { root } from './root.ts'
import { signIn, visit } from './visit.ts'

let product: Product
let browser: Browser

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct({ plugins: sharedPlugins }), launchBrowser()])
})

afterAll(async () => {
  await browser?.close()
  await product?.stop()
  product?.remove()
})

const navigation = (page: Page) => page.getByRole('navigation', { name: 'Main' })
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })

test('an editor sees the pages under their part of the business, and sets a quota that the other page shows', async () => {
  const { page, complaints } = await visit(browser, product.address)
  await signIn(page, 'Editor')
  await navigation(page).getByText('Sales', { exact: true }).first().waitFor()
  await navigation(page).getByRole('link', { name: 'Set a quota' }).click()
  await heading(page, 'Set a quota').waitFor()
  await page.getByLabel('Team').fill('North')
  await page.getByLabel('Year').fill('2027')
  await page.getByLabel('Amount').fill('120000')
  await page.getByRole('button', { name: 'Set it' }).click()
  await page.getByText('North has its quota for 2027.').waitFor()
  await page.getByLabel('Amount').fill('3000000')
  await page.getByRole('button', { name: 'Set it' }).click()
  await page.getByText('Is above 1,000,000, the largest there may be').waitFor()
  expect(await page.getByLabel('Team').inputValue()).toBe('North')
  expect(await axeFindings(page)).toEqual([])
  await page.getByLabel('Team').fill('')
  await page.getByRole('button', { name: 'Set it' }).click()
  await page.getByText('Fill this in').waitFor()
  await page.getByRole('link', { name: 'All quotas' }).click()
  await page.waitForURL('**/t/acme/p/quotas/quotas*')
  await page.goto('/t/acme/p/quotas/quotas/2027')
  await heading(page, 'Quotas of 2027').waitFor()
  await page.getByRole('row', { name: 'North 120,000' }).waitFor()
  expect(await page.getByRole('navigation', { name: 'Breadcrumb' }).innerText()).toMatch(
    /Sales\s*›\s*Quotas\s*›\s*Quotas of 2027/,
  )
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Quotas' }).click()
  await page.waitForURL('**/t/acme/p/quotas/quotas')
  // The quota that is too large is the failed answer.
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([])
  await page.context().close()
})

test('a quota set by one person shows on the open page of another', async () => {
  const { page: reader } = await visit(browser, product.address)
  await signIn(reader, 'Viewer', '/p/quotas/quotas/2028')
  await reader.getByText('No team has a quota for this year yet').waitFor()
  const { page: writer } = await visit(browser, product.address)
  await signIn(writer, 'Editor', '/p/quotas/set')
  await writer.getByLabel('Team').fill('East')
  await writer.getByLabel('Year').fill('2028')
  await writer.getByLabel('Amount').fill('90000')
  await writer.getByRole('button', { name: 'Set it' }).click()
  await reader.getByRole('row', { name: 'East 90,000' }).waitFor()
  await Promise.all([reader, writer].map((page) => page.context().close()))
})

test('an admin sees in the history of a plugin what was done with it, and by whom', async () => {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 360, height: 740 },
  ]) {
    const { page, complaints } = await visit(browser, product.address, { viewport })
    await signIn(page, 'Admin', '/admin/plugins')
    await page.getByRole('button', { name: 'History of Quotas' }).click()
    const history = page.getByRole('dialog', { name: 'History: Quotas' })
    await history.getByText('Quota set: North').waitFor()
    expect(await history.innerText()).toMatch(/year 2027; amount 120000\s+.+, Edgar Editor/)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    expect(complaints).toEqual([])
    await page.context().close()
  }
})

test('an admin sets a secret that nobody sees again, and makes an address for a webhook', async () => {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 360, height: 740 },
  ]) {
    const { page, complaints } = await visit(browser, product.address, { viewport })
    await signIn(page, 'Admin', '/admin/plugins')
    await page.getByRole('button', { name: 'Settings of Quotas' }).click()
    const settings = page.getByRole('dialog', { name: 'Settings: Quotas' })
    await settings.getByLabel('Signing key of the CRM', { exact: true }).first().fill('key-5d1f')
    await settings.getByRole('button', { name: 'Save' }).click()
    await settings.getByText(/^Set .+, Ada Admin$/).waitFor()
    expect(await page.content()).not.toContain('5d1f')
    await settings.getByRole('button', { name: 'Take Signing key of the CRM away' }).click()
    await settings.getByRole('button', { name: 'Save' }).click()
    await settings.getByText('Signing key of the CRM: taken away').first().waitFor()
    await settings.getByRole('button', { name: 'Close settings' }).click()
    await page.getByRole('button', { name: 'Webhooks of Quotas' }).click()
    const webhooks = page.getByRole('dialog', { name: 'Webhooks: Quotas' })
    const address = webhooks.getByText(/\/api\/quotas\/webhooks\/crm\/[\w-]{43}$/)
    const make = webhooks.getByRole('button', { name: 'Make an address' })
    await make.or(address).first().waitFor()
    if (await make.isVisible()) await make.click()
    const first = await address.innerText()
    await webhooks.getByRole('button', { name: /^New address/ }).click()
    await webhooks.getByRole('button', { name: 'Make a new one' }).click()
    await expect.poll(() => address.innerText()).not.toBe(first)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    expect(complaints).toEqual([])
    await page.context().close()
  }
})

test('an admin imports a file: bad cells are told, good rows go in, the same again changes nothing, what was refused goes in once mended, an undo takes them back', async () => {
  const { page, complaints } = await visit(browser, product.address)
  await signIn(page, 'Admin', '/admin/plugins')
  await page.getByRole('button', { name: 'Tables of Quotas' }).click()
  await page.getByRole('link', { name: 'Import Quotas' }).click()
  const choose = (name: string, text: string | Uint8Array) =>
    page.getByLabel('File of rows').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  const lines = Array.from({ length: 2_500 }, (_, nth) => `2031;"T; ${nth}";${nth === 1_200 ? 'much' : nth}`)
  await choose('quotas.csv', `\uFEFFYear;Group;amount\r\n2031;South;none\r\n${lines.join('\r\n')}`)
  await page.getByText('Choose a column for team first.').waitFor()
  await page.getByRole('combobox', { name: 'Column for team' }).click()
  await page.getByRole('option', { name: 'Group' }).click()
  const wrong = page.getByRole('cell', { name: /^none/ })
  await wrong.getByText('is no number').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Import 2,501 rows' }).click()
  await page.getByText('Imported: 2,499 new, 2 refused').waitFor()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download them as CSV' }).click()
  const refused = readFileSync(await (await saved).path(), 'utf8')
  expect(refused).toMatch(
    /^\uFEFFline,reason,Year,Group,amount\r\n2,amount: .+,2031,South,none\r\n1203,.+,2031,T; 1200,much\r\n$/,
  )
  await page.getByRole('button', { name: 'Import 2,501 rows' }).click()
  await page.getByText('Imported: 2,499 unchanged, 2 refused').waitFor()
  await page.getByText('Nothing changed').waitFor()
  await choose('mended.csv', refused.replace(',South,none', ',South,5').replace(',much', ',1200'))
  await page.getByRole('button', { name: 'Import 2 rows', exact: true }).click()
  await page.getByText('Imported: 2 new').waitFor()
  await choose('north.csv', 'year,team,amount\n2031,T; 1,7.5\n')
  await page.getByRole('button', { name: 'Import 1 row', exact: true }).click()
  await page.getByText('Imported: 1 changed').waitFor()
  await page.getByRole('button', { name: 'Undo quotas.csv' }).click()
  await page.getByRole('button', { name: 'Undo the import' }).click()
  await page.getByText('Undone: 2,498 rows removed, 0 restored').first().waitFor()
  await page.getByText('team T; 1, year 2031 was changed since').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await page.goto('/t/acme/p/quotas/quotas/2031')
  await page.getByRole('row', { name: 'T; 1 7.5' }).waitFor()
  await page.getByRole('row', { name: 'South 5' }).waitFor()
  expect(await page.getByRole('row').count()).toBe(4)
  expect(complaints).toEqual([])
  await page.context().close()
})

test('an editor brings a file of targets: none is set where a line is wrong, and all once it is mended', async () => {
  const { page, complaints } = await visit(browser, product.address)
  await signIn(page, 'Editor', '/targets')
  await page.getByText('None is set for a period.').waitFor()
  const choose = (text: string) =>
    page
      .getByLabel('File of rows')
      .setInputFiles({ name: 'goals.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  const head = 'metric,from,last,gte\nintegrations.connected_users,2031-01-01,2031-03-31,1200\n'
  await choose(`${head}integrations.connected_users,2031-04-01,2031-06-31,1300\n`)
  await page.getByRole('cell', { name: "last: '2031-06-31' is no day" }).waitFor()
  await choose(`${head}integrations.nobody,2031-04-01,2031-06-30,1300\n`)
  await page.getByRole('row', { name: "3 there is no metric 'integrations.nobody'" }).waitFor()
  await page.getByText('None is set for a period.').waitFor()
  expect(await axeFindings(page)).toEqual([])
  await choose(head)
  await page.getByText('goals.csv: 1 target set').waitFor()
  await page.getByRole('row', { name: /Connected users.*Jan 1, 2031 to Mar 31, 2031.*≥ 1,200/ }).waitFor()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download as CSV' }).click()
  await choose(readFileSync(await (await saved).path(), 'utf8'))
  await page.getByText('1 target stood there already.').waitFor()
  expect(complaints).toEqual([])
  await page.context().close()
})

test('a page chosen before the first dashboard is known stays chosen', async () => {
  const { page } = await visit(browser, product.address)
  const slowly = (ms: number) => async (route: Route) => {
    await new Promise((go) => setTimeout(go, ms))
    await route.continue()
  }
  await page.route(/dashboards\.list/, slowly(1000))
  await page.route(/plugin-page.*\.js/, slowly(2500))
  await signIn(page, 'Editor')
  await navigation(page).getByRole('link', { name: 'Set a quota' }).click()
  await heading(page, 'Set a quota').waitFor()
  await page.context().close()
})

test('the palette leads there', async () => {
  const { page } = await visit(browser, product.address)
  await signIn(page, 'Viewer')
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Search dashboards, pages, metrics and actions').fill('quota')
  await page
    .getByRole('button', { name: /^Quotas/ })
    .first()
    .click()
  await page.waitForURL('**/t/acme/p/quotas/quotas*')
  await page.context().close()
})

test('who lacks the right sees the page nowhere, and at its address a refusal', async () => {
  const { page } = await visit(browser, product.address)
  await signIn(page, 'Viewer', '/t/acme/p/quotas/set')
  await page.getByText('scope_missing').waitFor()
  await page.getByText("this needs the right 'quotas:edit_quota'").waitFor()
  expect(await navigation(page).getByRole('link', { name: 'Quotas' }).count()).toBe(1)
  expect(await navigation(page).getByRole('link', { name: 'Set a quota' }).count()).toBe(0)
  await page.context().close()
})

test('where the plugin is off its pages say so', async () => {
  execFileSync(process.execPath, ['server/src/cli/main.js', 'plugin', 'disable', 'quotas', '--tenant', 'acme'], {
    cwd: root,
    env: { ...process.env, TESSERA_ROOT: product.root, TESSERA_DATA_DIR: product.dataDir, DATABASE_URL: undefined },
  })
  const { page } = await visit(browser, product.address)
  await signIn(page, 'Editor', '/t/acme/p/quotas/quotas')
  await page.getByText('plugin_disabled').waitFor()
  expect(await navigation(page).getByRole('link', { name: 'Quotas' }).count()).toBe(0)
  await page.goto('/t/acme/p/quotas/nothing')
  await heading(page, 'Page not found').waitFor()
  await page.context().close()
})
