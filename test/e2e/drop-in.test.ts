import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../infra/browser.ts'
import { dropIn } from './installation.ts'
import { startProduct, type Product } from './product.ts'
import { root } from './root.ts'
import { drawing, signIn, visit } from './visit.ts'

const greetings = { metrics: [{ id: 'hello.greetings' }], dimensions: ['hello.language'] }

const folder = join(root, 'plugins', dropIn)

let before: string
let product: Product

const changedFiles = (): string => execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' })

// A newcomer does just this: start, stop, copy a folder, start again.
beforeAll(async () => {
  if (existsSync(folder)) throw new Error(`${folder} is in the way; remove it and run the tests again`)
  before = changedFiles()
  const first = await startProduct({ root })
  await first.stop()
  cpSync(join(root, 'docs/examples/hello-plugin'), folder, { recursive: true })
  product = await startProduct({ root, dataDir: first.dataDir })
})

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await product?.stop()
  product?.remove()
})

async function key(): Promise<string> {
  const scopes = ['--scope', 'metrics:read', '--scope', 'events:write']
  const args = ['server/src/cli/main.js', 'key', 'create', '--tenant', 'acme', ...scopes, '--json']
  const env = { ...process.env, TESSERA_DATA_DIR: product.dataDir, DATABASE_URL: undefined }
  const printed: unknown = JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', env }))
  return (printed as { key: string }).key
}

async function call(path: string, authorization: string, body?: unknown): Promise<unknown> {
  const headers = { authorization: `Bearer ${authorization}`, 'content-type': 'application/json' }
  const request = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) }
  const answer = await fetch(`${product.address}/api/v1${path}`, request)
  return answer.json()
}

test('a folder dropped into plugins/ brings a metric that is listed, counted and drawn', async () => {
  const secret = await key()
  const listed = JSON.stringify(await call('/metrics', secret))
  expect(listed).toContain('"hello.greetings"')

  const timestamp = new Date(Date.now() - 2 * 86_400_000).toISOString()
  const events = ['de', 'de', 'de', 'fr'].map((language) => ({
    id: crypto.randomUUID(),
    event: 'hello_greeted',
    timestamp,
    properties: { language },
  }))
  await expect(call('/events', secret, { events })).resolves.toMatchObject({ accepted: 4, duplicate: 0 })
  await expect(call('/metrics/query', secret, greetings)).resolves.toMatchObject({
    rows: [
      ['de', 3],
      ['fr', 1],
    ],
  })

  const browser = await launchBrowser()
  try {
    const { page } = await visit(browser, product.address)
    await signIn(page, 'Viewer', '/t/acme/d/hello.overview')
    await drawing(page, 'Greetings by language').waitFor()
    const name = await drawing(page, 'Greetings by language').getAttribute('aria-label')
    expect(name).toContain('German 3')
    expect(name).toContain('French 1')
  } finally {
    await browser.close()
  }
})

test('no file of the repository changes but the new folder', () => {
  const added = changedFiles()
    .split('\n')
    .filter((line) => !before.split('\n').includes(line))
  expect(added).toEqual(['?? plugins/hello/'])
})

test('pnpm accepts the new folder and leaves the lockfile as it is', () => {
  // verifyDepsBeforeRun makes pnpm install here before it runs the script, also where CI is set.
  const lockfile = () => readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')
  const locked = lockfile()
  const env = { ...process.env, CI: 'true' }
  execFileSync('npx', ['--yes', 'pnpm', 'tessera', '--help'], { cwd: root, env, stdio: 'pipe' })
  expect(lockfile() === locked).toBe(true)
})
