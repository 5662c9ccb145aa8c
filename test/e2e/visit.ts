import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'

/** Roles one can sign in as with one click while the demo tenants are there. */
export type DemoRole = 'Viewer' | 'Editor' | 'Admin'

/** Id of the dashboard that stands for the product in these tests. */
export const overview = '/t/acme/d/integrations.overview'

export interface Visit {
  readonly page: Page
  /** Messages of the browser's console at level error, and exceptions nobody caught. */
  readonly complaints: readonly string[]
}

/** A visitor with a browser profile of their own. */
export async function visit(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    reducedMotion: 'reduce',
    ...options,
  })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  return { page, complaints }
}

/** Opens a path, signs in there with one click, and ends on that path. */
export async function signIn(page: Page, role: DemoRole, path = '/'): Promise<void> {
  await page.goto(path)
  await page.getByRole('button', { name: role, exact: true }).click()
  await page.getByRole('navigation', { name: 'Main' }).waitFor({ state: 'attached' })
}

/** The drawing of a panel, whose accessible name says its numbers. */
export function drawing(page: Page, panel: string): Locator {
  return page.getByRole('region', { name: panel, exact: true }).getByRole('img').first()
}
