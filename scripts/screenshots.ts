import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { startProduct } from '../test/e2e/product.ts'
import { drawing, overview, signIn, visit } from '../test/e2e/visit.ts'
import { launchBrowser } from '../test/infra/browser.ts'

// Takes the pictures of the documentation from the running product, in both themes.
const folder = join(import.meta.dirname, '../docs/images')

interface Picture {
  readonly name: string
  readonly show: (page: Page) => Promise<void>
}

async function waitForDashboard(page: Page): Promise<void> {
  await page.goto(overview)
  await drawing(page, 'Integration funnel').waitFor()
  while ((await page.locator('main [aria-busy="true"]').count()) > 0) await page.waitForTimeout(100)
}

const pictures: readonly Picture[] = [
  { name: 'dashboard', show: waitForDashboard },
  {
    name: 'explain',
    show: async (page) => {
      await waitForDashboard(page)
      await page.goto(`${overview}?e=integrations.oauth_success`)
      await page.getByRole('dialog').getByText('SQL', { exact: true }).waitFor()
    },
  },
  {
    name: 'catalogue',
    show: async (page) => {
      await page.goto('/t/acme/catalogue')
      await page.getByRole('link', { name: 'Connected users', exact: true }).waitFor()
    },
  },
]

const [product, browser] = await Promise.all([startProduct(), launchBrowser()])
try {
  mkdirSync(folder, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page } = await visit(browser, product.address, { colorScheme, viewport: { width: 1280, height: 800 } })
    await signIn(page, 'Viewer')
    for (const { name, show } of pictures) {
      await show(page)
      await page.waitForTimeout(500)
      const path = join(folder, `${name}-${colorScheme}.png`)
      await page.screenshot({ path })
      console.log(path)
    }
    await page.context().close()
  }
} finally {
  await browser.close()
  await product.stop()
  product.remove()
}
