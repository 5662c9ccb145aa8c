import type { Page } from 'playwright-core'

/** A page of the product: the name of its picture, and how one comes there. */
export interface Place {
  readonly name: string
  readonly show: (page: Page) => Promise<void>
}

const nameOf = (path: string) => path.replace(/^\/t\/\w+\/?/, '').replaceAll(/[^\w.-]+/g, '-') || 'home'

/** Opens an address and waits until no card is waiting any more. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.locator('main h1, main h2').first().waitFor({ state: 'attached' })
  await page.waitForFunction(() => document.querySelectorAll('main [aria-busy="true"]').length === 0, undefined, {
    timeout: 120_000,
  })
}

/** Every place the navigation leads to, the first record of lists, a metric, and the explanation of a figure. */
export async function placesOf(page: Page): Promise<readonly Place[]> {
  await open(page, '/t/acme/')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link').first().waitFor({ state: 'attached' })
  const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link')
  const all = await links.evaluateAll((found) =>
    found.map((link) => new URL((link as HTMLAnchorElement).href).pathname),
  )
  const paths = [...new Set(['/t/acme/', ...all])]
  const plain = paths.map((path): Place => ({ name: nameOf(path), show: (at) => open(at, path) }))
  return [
    ...plain,
    {
      name: 'account',
      show: async (at) => {
        await open(at, '/t/acme/p/customer-success/accounts')
        await at.getByRole('group', { name: 'All accounts' }).getByRole('link').first().click()
        await at.getByRole('heading', { name: 'Course' }).waitFor()
        await at.waitForFunction(() => document.querySelectorAll('main [aria-busy="true"]').length === 0)
      },
    },
    { name: 'metric', show: (at) => open(at, '/t/acme/catalogue/saas-metrics.customer_churn_rate') },
    {
      name: 'explanation',
      show: async (at) => {
        await open(at, '/t/acme/d/saas-metrics.metrics?e=saas-metrics.churn')
        const drawer = at.getByRole('dialog')
        await drawer.getByRole('button', { name: 'Compare side by side' }).first().click()
        await drawer.getByText('in force', { exact: true }).first().waitFor()
      },
    },
  ]
}
