import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { startProduct } from '../test/e2e/product.ts'
import { drawing, overview, signIn, visit } from '../test/e2e/visit.ts'
import { launchBrowser } from '../test/infra/browser.ts'
import { open, placesOf, type Place } from '../test/e2e/places.ts'

// Takes the pictures of the documentation from the running product, in both themes. With a folder: every page there, on a desk and a phone.
const folder = process.argv[2]

const ofDocuments: readonly Place[] = [
  {
    name: 'dashboard',
    show: async (page) => {
      await open(page, overview)
      await drawing(page, 'Integration funnel').waitFor()
    },
  },
  {
    name: 'explain',
    show: async (page) => {
      await open(page, `${overview}?e=integrations.oauth_success`)
      await page.getByRole('dialog').getByText('SQL', { exact: true }).waitFor()
    },
  },
  {
    name: 'catalogue',
    show: async (page) => {
      await open(page, '/t/acme/catalogue')
      await page.getByRole('link', { name: 'Connected users', exact: true }).waitFor()
    },
  },
]

const gallery: Place = {
  name: 'gallery',
  show: async (page) => {
    await page.goto('/gallery')
    await page.getByRole('heading').first().waitFor()
    await page.waitForTimeout(1000)
  },
}

const themes = ['light', 'dark'] as const
const widths = { desk: 1440, phone: 360 } as const

async function take(page: Page, { name, show }: Place, picture: { readonly path: string; readonly fullPage: boolean }) {
  try {
    await show(page)
    // why: the course of a big number comes after its figure
    await page.waitForTimeout(1500)
  } catch (error) {
    console.error(`${name}: ${(error as Error).message.split('\n')[0]}`)
  }
  await page.screenshot({ ...picture, animations: 'disabled' })
  console.log(picture.path)
}

async function takeDocuments(browser: Browser, address: string): Promise<void> {
  const images = join(import.meta.dirname, '../docs/images')
  for (const colorScheme of themes) {
    const { page } = await visit(browser, address, { colorScheme, viewport: { width: 1280, height: 800 } })
    await signIn(page, 'Viewer')
    for (const place of ofDocuments)
      await take(page, place, { path: join(images, `${place.name}-${colorScheme}.png`), fullPage: false })
    await page.context().close()
  }
}

async function takeAll(browser: Browser, address: string, into: string): Promise<void> {
  for (const colorScheme of themes)
    for (const [device, width] of Object.entries(widths)) {
      const { page } = await visit(browser, address, { colorScheme, viewport: { width, height: 900 } })
      await signIn(page, 'Admin')
      for (const place of [...(await placesOf(page)), gallery])
        await take(page, place, { path: join(into, `${place.name}.${device}.${colorScheme}.png`), fullPage: true })
      await page.context().close()
    }
}

const [product, browser] = await Promise.all([startProduct(), launchBrowser()])
try {
  // why: a product that begins with the demo of a test run has it already
  if (process.env['TESSERA_TEST_DEMO'] === undefined) await product.filled()
  if (folder === undefined) await takeDocuments(browser, product.address)
  else {
    mkdirSync(folder, { recursive: true })
    await takeAll(browser, product.address, resolve(folder))
  }
} finally {
  await browser.close()
  await product.stop()
  product.remove()
}
