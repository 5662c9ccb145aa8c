import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds wrong on the page as it is now, a line each. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  return findings(page, 'axe.run()')
}

/** What axe-core finds too faint on the page as it is now, a line each. */
export async function contrastFindings(page: Page): Promise<readonly string[]> {
  return findings(page, "axe.run({ runOnly: ['color-contrast'] })")
}

async function findings(page: Page, run: string): Promise<readonly string[]> {
  await page.evaluate(source)
  const results = await page.evaluate<AxeResults>(run)
  return results.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`))
}
