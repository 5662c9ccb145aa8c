import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { launchBrowser } from '../infra/browser.ts'
import { freePort } from '../infra/free-port.ts'
import { makeInstallation } from './installation.ts'
import { root } from './root.ts'
import { drawing, signIn, visit } from './visit.ts'

const installation = makeInstallation(['integrations'])
const folder = join(installation.root, 'plugins/dev-made')
const dataDir = mkdtempSync(join(tmpdir(), 'tessera-dev-'))
/** From the command that makes a plugin to its page on the screen. */
const withinMs = 180_000

const routes = `import { pluginTrpc } from '@tessera/plugin-api/server'
import { z } from 'zod'
import { plugin } from '../plugin.ts'

const { router, procedure } = pluginTrpc(plugin)

export const routes = router({
  word: procedure
    .meta({ openapi: { method: 'GET', path: '/api/dev-made/word' } })
    .input(z.object({}))
    .output(z.object({ word: z.string() }))
    .query(() => ({ word: 'first' })),
})
`

let development: ChildProcess
let output = ''
let browser: Browser
let page: Page
let begun: number

const edit = (file: string, from: string, to: string) => {
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  if (!text.includes(from)) throw new Error(`${file} has no '${from}'`)
  writeFileSync(path, text.replace(from, to))
}
const word = () =>
  page.evaluate(async () => {
    const answer = await fetch('/t/acme/api/dev-made/word')
    const body: unknown = await answer.json()
    return answer.ok ? Object(body).word : Object(body).code
  })
const mark = () => page.evaluate(() => void Object.assign(window, { marked: true }))
const isMarked = () => page.evaluate(() => 'marked' in window)

// An author does this: make a plugin, start, and leave it running.
beforeAll(async () => {
  browser = await launchBrowser()
  begun = performance.now()
  const made = ['new', 'plugin', 'dev-made', '--with', 'metric,panel,page,job,right']
  const { DATABASE_URL: _, REDIS_URL: __, ...inherited } = process.env
  const environment = { ...inherited, TESSERA_ROOT: installation.root }
  execFileSync(process.execPath, ['server/src/cli/main.js', ...made], { cwd: root, env: environment, stdio: 'pipe' })
  writeFileSync(join(folder, 'src/server/routes.ts'), routes)
  edit('src/server/index.ts', `import { plugin }`, `import { routes } from './routes.ts'\nimport { plugin }`)
  edit('src/server/index.ts', 'metrics: {', 'routes,\n  metrics: {')
  const port = await freePort()
  development = spawn(process.execPath, ['core/develop/src/dev/main.ts'], {
    cwd: root,
    env: { ...environment, HOST: '127.0.0.1', PORT: String(port), TESSERA_DATA_DIR: dataDir, TESSERA_DEV_TYPES: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [development.stdout, development.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await vi.waitFor(() => expect(output).toContain('\nReady: '), { timeout: withinMs, interval: 200 })
  page = (await visit(browser, `http://127.0.0.1:${port}`)).page
})

afterAll(async () => {
  await browser?.close()
  development?.kill('SIGKILL')
  installation.remove()
  rmSync(dataDir, { recursive: true, force: true })
})

test('a plugin made by a command is on the screen: its page behind its right, its metric on its dashboard', async () => {
  await signIn(page, 'Editor')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Start' }).click()
  await page.getByRole('heading', { name: 'Start', exact: true }).waitFor()
  const took = performance.now() - begun
  // oxlint-disable-next-line no-console -- the figure this test is for
  console.log(`from the command to the page: ${(took / 1000).toFixed(1)} s`)
  expect(took).toBeLessThan(withinMs)
  await page.goto('/t/acme/d/dev-made.overview')
  await drawing(page, 'Recorded over time').waitFor()
})

test('a page that changes is drawn anew without a reload', async () => {
  await page.goto('/t/acme/p/dev-made/start')
  await page.getByText('This page is drawn by').waitFor()
  await mark()
  edit('src/web/pages/start.tsx', 'This page is drawn by', 'Changed while it is shown in')
  await page.getByText('Changed while it is shown in').waitFor()
  expect(await isMarked()).toBe(true)
})

test('the server begins anew with what changed, and keeps its data', async () => {
  expect(await word()).toBe('first')
  edit('src/server/routes.ts', 'first', 'second')
  await expect.poll(word, { timeout: 60_000 }).toBe('second')
  expect(output).toMatch(/The server starts again: plugins\/dev-made\/src\/server\/routes\.ts changed/)
  expect(await isMarked()).toBe(true)
  await page.reload()
  await page.getByText('Changed while it is shown in').waitFor()
})

test('a plugin that breaks says so where it is shown; all others go on, and it comes back when it is mended', async () => {
  edit('src/web/pages/start.tsx', '<article>', '<article')
  await page.goto('/t/acme/p/dev-made/start')
  await page.getByRole('alert').first().waitFor()
  await page.goto('/t/acme/d/integrations.overview')
  await drawing(page, 'Connected users').waitFor()
  edit('src/web/pages/start.tsx', '<article', '<article>')
  edit('src/server/routes.ts', 'export const', 'export canst')
  await expect.poll(() => output, { timeout: 60_000 }).toMatch(/plugin 'dev-made' failed/)
  edit('src/server/routes.ts', 'export canst', 'export const')
  await expect.poll(word, { timeout: 60_000 }).toBe('second')
  await page.goto('/t/acme/p/dev-made/start')
  await page.getByText('Changed while it is shown in').waitFor()
})

test('Ctrl+C ends all of it in good order', async () => {
  const ended = once(development, 'exit')
  development.kill('SIGINT')
  expect(await ended).toEqual([0, null])
})
