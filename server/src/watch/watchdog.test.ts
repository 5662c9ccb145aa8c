import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { coreDataDir, testDatabases, type TestEngine } from '@tessera/test-kit'
import { afterAll, describe, expect, test } from 'vitest'
import { freePort } from '../../fixtures/free-port.ts'
import { run } from '../../fixtures/processes.ts'
import { brokenInstallation, pluginText } from '../../fixtures/broken-installation.ts'

const spinning = `routes: pluginTrpc(plugin).router({ spin: pluginTrpc(plugin).procedure.query(() => { for (;;) {} }) }),`
const atTop = pluginText('at-top', {})

/** Plugins whose code never returns, each where another part of a start runs it. */
const stuck = {
  'at-top': { ...atTop, 'server/index.ts': `const spin = () => { for (;;) {} }\nspin()\n${atTop['server/index.ts']}` },
  'in-init': pluginText('in-init', {
    server: `init: async () => { await 1; for (;;) { try { JSON.parse('{') } catch {} } },`,
  }),
  'in-promises': pluginText('in-promises', {
    server: `init: () => new Promise(() => { const again = () => Promise.resolve().then(again); again() }),`,
  }),
}
const installations = [
  brokenInstallation(['orders'], {
    ...stuck,
    slow: pluginText('slow', { server: 'init: () => new Promise((done) => { setTimeout(done, 3000) }),' }),
    needy: pluginText('needy', { contract: `requires: { 'in-init': '*' },` }),
    leaving: pluginText('leaving', { server: 'init: () => process.exit(0),' }),
  }),
  brokenInstallation(['orders'], {
    migrating: pluginText('migrating', { server: `migrations: { '0001': { up: async () => { for (;;) {} } } },` }),
    spinning: pluginText('spinning', { server: spinning }),
  }),
  brokenInstallation(['orders'], {
    outside: pluginText('outside', {
      server: `init: async () => { (await import('node:child_process')).execFileSync('sleep', ['60']) },`,
    }),
  }),
] as const
const [starting, serving, outside] = installations

interface Running {
  readonly child: ChildProcess
  readonly address: string
  readonly said: () => string
  readonly exit: Promise<number | null>
}

const cleanUps: (() => Promise<void> | void)[] = installations.map(({ remove }) => remove)
afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp()
})

async function start(root: string, env: Readonly<Record<string, string>>): Promise<Running> {
  const port = await freePort()
  const own = { PORT: String(port), TESSERA_ROOT: root, TESSERA_DEMO: '0', TESSERA_WATCHDOG_SECONDS: '2', ...env }
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.js')], {
    env: { PATH: process.env['PATH'], ...own },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  cleanUps.push(async () => {
    child.kill('SIGKILL')
    await exit
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += String(chunk)))
  return { child, address: `http://127.0.0.1:${port}`, said: () => said, exit }
}

/** Waits until the server has got ready so many times. */
async function settles({ said, exit }: Running, times: number): Promise<void> {
  const ended = exit.then((code) => Promise.reject(new Error(`the server ended with ${code}: ${said()}`)))
  const ready = expect
    .poll(() => (said().split('Ready: ').length > times ? 'ready' : said()), { timeout: 150_000, interval: 100 })
    .toBe('ready')
  await Promise.race([ready, ended])
}

async function placeOn(engine: TestEngine): Promise<Readonly<Record<string, string>>> {
  const dataDir = engine.title === 'embedded' ? await coreDataDir() : mkdtempSync(join(tmpdir(), 'tessera-watch-'))
  cleanUps.push(() => rmSync(dataDir, { recursive: true, force: true }))
  if (engine.title === 'embedded') return { TESSERA_DATA_DIR: dataDir }
  const database = await engine.open()
  cleanUps.push(() => database.close())
  return { TESSERA_DATA_DIR: dataDir, DATABASE_URL: database.url }
}

// why: the embedded database lies in the process that is kept; a server elsewhere is kept from nothing
describe.each(testDatabases().slice(0, 1))('code of a plugin that never returns, on $title', (engine) => {
  test('is interrupted while the server starts and while it serves: it goes on by itself, in the same process', async () => {
    const place = await placeOn(engine)
    const server = await start(serving.root, place)
    await settles(server, 1)
    expect(server.said()).toContain(`plugin 'migrating' failed: its code did not return`)
    expect((await fetch(`${server.address}/healthz`)).status).toBe(200)
    await run('cli/main.js', ['tenant', 'create', 'acme'], { env: place })
    const made = await run('cli/main.js', ['key', 'create', '--tenant', 'acme', '--scope', 'metrics:read', '--json'], {
      env: place,
    })
    const { key } = JSON.parse(made.out) as { key: string }
    const spin = () =>
      fetch(`${server.address}/trpc/plugins.spinning.spin`, { headers: { authorization: `Bearer ${key}` } })
    const cut = spin().then(
      () => 'answered',
      () => 'cut',
    )
    expect(await cut).toBe('cut')
    await settles(server, 2)
    expect(server.said()).toMatch(/plugin 'spinning' has kept .* it starts again without the plugin/)
    expect((await spin()).status).toBe(404)
    server.child.kill('SIGTERM')
    expect(await server.exit).toBe(0)
  }, 240_000)
})

const quickest = testDatabases().at(-1) as TestEngine

test('whichever part of the start it is, it is named with its place, and nobody else is', async () => {
  const server = await start(starting.root, await placeOn(quickest))
  await settles(server, 1)
  const said = server.said()
  for (const id of Object.keys(stuck)) {
    expect(said).toMatch(new RegExp(`plugin '${id}' has kept this process .* \\(\\w[^)]* in server/index.ts:\\d+\\)`))
    expect(said).toContain(`plugin '${id}' failed: its code did not return`)
  }
  expect(said).toContain(`plugin 'needy' failed: needs in-init, which failed`)
  expect(said).toContain(`plugin 'leaving' asked the whole process to end`)
  for (const id of ['slow', 'orders']) expect(said).not.toContain(`plugin '${id}'`)
}, 240_000)

test('a command goes on without such a plugin too', async () => {
  const env = { ...(await placeOn(quickest)), TESSERA_ROOT: serving.root, TESSERA_WATCHDOG_SECONDS: '2' }
  const { out, err, code } = await run('cli/main.js', ['plugin', 'list', '--json'], { env })
  expect(err).toMatch(/plugin 'migrating' has kept this process/)
  expect(code).toBe(0)
  const states = JSON.parse(out) as { id: string; state: string }[]
  expect(states.map(({ id, state }) => [id, state])).toEqual([
    ['migrating', 'failed'],
    ['orders', 'ready'],
    ['spinning', 'ready'],
  ])
}, 240_000)

test('a plugin that waits outside of JavaScript ends the process, and the next start leaves it out', async () => {
  const place = await placeOn(quickest)
  const first = await start(outside.root, place)
  expect(await first.exit).not.toBe(0)
  expect(first.said()).toMatch(/plugin 'outside' has kept this process .* the next start leaves the plugin out/)
  const second = await start(outside.root, place)
  await settles(second, 1)
  expect(second.said()).toContain(`plugin 'outside' failed: its code did not return`)
}, 240_000)
