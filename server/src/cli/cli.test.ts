import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { coreDataDir, testDatabases } from '@tessera/test-kit'
import type { AuditPage, Frame } from '@tessera/plugin-api/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCommands, run, startServer, type ServerProcess } from '../../fixtures/processes.ts'
import { refusedCommands } from '../../fixtures/refused-commands.ts'
import { orderEvent } from '../../fixtures/test-app.ts'
import type { ApiKeyInfo } from '@tessera/identity'

const dataDir = mkdtempSync(join(tmpdir(), 'tessera-cli-'))
const env = { TESSERA_DATA_DIR: dataDir }
const commands = openCommands(env)
let used = commands
const tessera = (args: string, input?: string) => used.run(args.split(' '), input)

afterAll(() => {
  commands.end()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('the command line without a server', { timeout: 120_000 }, () => {
  // why: each command opens the database anew, which takes the embedded one seconds
  beforeAll(async () => {
    const [, server] = testDatabases()
    if (!server) return
    const database = await server.open({ empty: true })
    used = openCommands({ ...env, DATABASE_URL: database.url })
    return async () => {
      used.end()
      used = commands
      await database.close()
    }
  })

  test('creates a tenant, a user and a key, and prints nothing else', async () => {
    const create = 'tenant create acme --timezone Europe/Berlin --currency EUR --json'
    for (const tenant of [await run('cli/main.js', create.split(' '), { env }), await tessera(create)]) {
      expect(tenant).toMatchObject({ err: '', code: 0 })
      expect(JSON.parse(tenant.out)).toMatchObject({ slug: 'acme', timeZone: 'Europe/Berlin', currency: 'EUR' })
    }
    const user = await tessera('user create Ada@Acme.example --tenant acme --role admin --json')
    expect(JSON.parse(user.out)).toMatchObject({
      email: 'ada@acme.example',
      password: expect.stringMatching(/^.{16}$/),
    })
    const key = await tessera('key create --tenant acme --scope metrics:read --scope events:write --json')
    expect(JSON.parse(key.out)).toMatchObject({ key: expect.stringMatching(/^tsk_[0-9a-f]{12}_[\w-]{43}$/) })
  })

  test('makes, reads and lists calendars of a tenant', async () => {
    const create =
      'calendar create --tenant acme --id retail --pattern 4-4-5 --first-day 2024-01-28 --years 2 --leap-weeks 2025'
    expect(await tessera(create)).toMatchObject({ err: '', code: 0 })
    expect(await tessera(create)).toMatchObject({ err: expect.stringMatching(/already; .* --replace/), code: 1 })
    expect((await tessera(`${create} --replace`)).code).toBe(0)
    const csv = [
      'unit,start,end,label',
      ...['week', 'month', 'quarter', 'year'].map((unit) => `${unit},2026-01-01,2026-01-08,Short`),
    ]
    expect((await tessera('calendar import - --tenant acme --id short', csv.join('\n'))).out).toMatch(/4 periods/)
    expect(JSON.parse((await tessera('calendar list --tenant acme --json')).out)).toEqual([
      { id: 'retail', from: '2024-01-28', to: '2026-02-01', years: 2, weeks: 105 },
      { id: 'short', from: '2026-01-01', to: '2026-01-08', years: 1, weeks: 1 },
    ])
  })

  test('seals secrets of plugins with the secret of now', async () => {
    expect(JSON.parse((await tessera('secrets rotate --json')).out)).toEqual({ sealed: 0, left: [] })
    expect(await tessera('secrets rotate')).toMatchObject({ out: 'sealed anew: 0\n', err: '', code: 0 })
  })

  test('builds, checks and lists rollups', async () => {
    const { rollups } = JSON.parse((await tessera('rollup refresh --tenant acme --json')).out)
    expect(rollups.map(({ status }: { status: string }) => status)).toEqual(rollups.map(() => 'ready'))
    expect(rollups).toContainEqual(
      expect.objectContaining({
        rollup: 'orders.order.daily',
        detail: expect.stringContaining('reads more than the row'),
      }),
    )
    expect(await tessera('rollup check --tenant acme --days 30')).toMatchObject({ err: '', code: 0 })
    expect(JSON.parse((await tessera('rollup nights --tenant acme --json')).out)).toEqual({ nights: [] })
    const unknown = await tessera('rollup rebuild --tenant acme --rollup orders.gone')
    expect(unknown).toMatchObject({ out: '', code: 1, err: expect.stringMatching(/no rollup 'orders.gone'/) })
  })

  test('computes daily metrics of yesterday, of the last days, and anew what is there where it is told to', async () => {
    const daily = async (options: string) => {
      const { out, err } = await tessera(`daily --tenant acme --json${options}`)
      expect(err).toBe('')
      return JSON.parse(out)
    }
    const day = (back: number) =>
      Temporal.Now.zonedDateTimeISO('Europe/Berlin').toPlainDate().subtract({ days: back }).toString()
    expect(await daily('')).toMatchObject([{ tenant: 'acme', days: [day(1)] }])
    expect(await daily(' --days 3')).toMatchObject([{ days: [day(2), day(3)] }])
    expect(await daily(' --days 3 --force')).toMatchObject([{ days: [day(1), day(2), day(3)] }])
    expect(await daily(` --date ${day(9)}`)).toMatchObject([{ days: [day(9)] }])
    const both = await tessera(`daily --tenant acme --days 3 --date ${day(9)}`)
    expect(both).toMatchObject({ out: '', code: 1, err: expect.stringMatching(/no --days beside it/) })
  })

  test('lists jobs of the whole installation, has one wait for the server, and cancels it', async () => {
    const listed = async () => JSON.parse((await tessera('job list --json')).out).jobs
    expect(await listed()).toMatchObject([{ id: 'orders.tally', runs: [] }])
    const { run: id } = JSON.parse((await tessera('job run orders.tally --json')).out)
    expect(await tessera('job run orders.tally')).toMatchObject({
      out: expect.stringContaining('waits or runs already'),
    })
    expect(await listed()).toMatchObject([{ runs: [{ id, state: 'waiting' }] }])
    expect(await tessera(`job cancel ${id}`)).toMatchObject({ out: `${id} is cancelled\n`, err: '', code: 0 })
    expect(await tessera('job list')).toMatchObject({
      out: expect.stringMatching(/orders\.tally .* cancelled/),
      code: 0,
    })
  })

  test.each(refusedCommands)('%s: one clear line and exit code 1', async (args, said) => {
    const { out, err, code } = await tessera(args)
    expect({ out, code }).toEqual({ out: '', code: 1 })
    expect(err).toMatch(said)
    expect(err).not.toMatch(/at .*:\d+|node_modules/)
  })
})

describe('the command line while a server runs', { timeout: 60_000 }, () => {
  let server: ServerProcess
  beforeAll(async () => {
    await tessera('tenant create globex')
    server = await startServer(env)
  })
  afterAll(() => server.end('SIGKILL'))

  test('imports events that the server then knows, and queries them', async () => {
    const events = [orderEvent('DE'), orderEvent('US'), { id: 'wrong' }]
    const imported = await tessera(
      'events import - --tenant globex --json',
      events.map((one) => JSON.stringify(one)).join('\n'),
    )
    expect(JSON.parse(imported.out)).toMatchObject({ accepted: 2, duplicate: 0, rejected: [{ index: 2 }] })
    expect(imported.code).toBe(1)

    const query = {
      metrics: [{ id: 'orders.orders' }],
      dimensions: ['orders.country'],
      time: { range: { from: '2026-10-01', to: '2026-10-02' } },
    }
    const asked = await tessera('query --tenant globex --json', JSON.stringify(query))
    const frame = JSON.parse(asked.out) as Frame
    expect(frame.rows).toEqual([
      ['DE', 1],
      ['US', 1],
    ])

    const made = await tessera('key create --tenant globex --scope metrics:read --json')
    const { key } = JSON.parse(made.out) as { key: string }
    const response = await server.fetch('/api/v1/metrics/query', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify(query),
    })
    expect(((await response.json()) as Frame).rows).toEqual(frame.rows)
  })

  test('takes no password that is short, common or empty, at neither door', async () => {
    const create = 'user create ada@globex.example --tenant globex --role admin'
    const refused = { out: '', code: 1, err: expect.stringMatching(/^error: this password is refused: [^\n]+\n$/) }
    for (const password of ['', 'password1234'])
      expect(await tessera(`${create} --password-stdin`, password)).toEqual(refused)
    expect(await tessera(`${create} --password-stdin`, 'a good password of mine\n')).toMatchObject({ err: '', code: 0 })
    expect(await tessera('user password ada@globex.example --password-stdin', '\n')).toEqual(refused)
    const kept = await tessera(`${create} --password-stdin`, 'another good password')
    expect(kept).toMatchObject({ code: 1, err: expect.stringMatching(/tessera user password ada@globex.example/) })
    const signIn = (password: string) =>
      server.fetch('/api/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'ada@globex.example', password }),
      })
    expect((await signIn('a good password of mine')).status).toBe(200)
    const { password } = JSON.parse((await tessera('user password ada@globex.example --json')).out) as {
      password: string
    }
    expect([(await signIn('a good password of mine')).status, (await signIn(password)).status]).toEqual([401, 200])
  })

  test('makes keys for a member, hands them over, and ends them with the membership', async () => {
    await tessera('user create eve@globex.example --tenant globex --role admin')
    for (const name of ['one', 'two']) {
      await tessera(
        `key create --tenant globex --scope metrics:read --owner eve@globex.example --name ${name} --days 30`,
      )
    }
    const keys = async () =>
      (JSON.parse((await tessera('key list --tenant globex --json')).out) as ApiKeyInfo[])
        .filter(({ name }) => name === 'one' || name === 'two')
        .map(({ name, state, owner, start }) => ({ name, state, owner: owner?.email, start }))
        .toSorted((a, b) => a.name.localeCompare(b.name))
    const [one] = await keys()
    await tessera('user create heir@globex.example --tenant globex --role viewer')
    expect(await tessera(`key give ${one?.start} --tenant globex --to heir@globex.example`)).toMatchObject({ code: 0 })
    expect((await tessera('user remove eve@globex.example --tenant globex')).out).toMatch(/ended: 1, handed over: 0/)
    expect(await keys()).toMatchObject([
      { name: 'one', state: 'active', owner: 'heir@globex.example' },
      { name: 'two', state: 'revoked', owner: 'eve@globex.example' },
    ])
  })

  test('reads a mark of UTF-8 and lines of Windows, and names the line of what it cannot read', async () => {
    const file = join(dataDir, 'events.ndjson')
    const lines = (...events: unknown[]) => events.map((one) => (one === '' ? '' : JSON.stringify(one))).join('\r\n')
    writeFileSync(file, `\uFEFF${lines(orderEvent('DE'), '', { id: 'wrong' })}\r\n`)
    const imported = await tessera(`events import ${file} --tenant globex`)
    expect(imported.out).toMatch(/^1 accepted, .* 1 rejected\n  line 3: /)
    writeFileSync(file, Buffer.from(lines(orderEvent('DE'), '', { event: 'größe' }), 'latin1'))
    const { out, err, code } = await tessera(`events import ${file} --tenant globex`)
    expect({ out, code }).toEqual({ out: '', code: 1 })
    expect(err).toBe(`error: cannot read ${file}: line 3 holds something else than UTF-8; save it as UTF-8\n`)
  })

  test('a wrong query names the place', async () => {
    const { err, code } = await tessera('query --tenant globex', '{"metrics":[]}')
    expect(err).toMatch(/^error: the input is not valid: metrics: /)
    expect(code).toBe(1)
  })

  test('switches a plugin off and on for a tenant', async () => {
    expect(JSON.parse((await tessera('plugin disable orders --tenant globex --json')).out)).toEqual({
      changed: ['orders'],
    })
    const listed = JSON.parse((await tessera('plugin list --tenant globex --json')).out) as {
      id: string
      enabled: boolean
    }[]
    expect(listed.find((one) => one.id === 'orders')).toMatchObject({ enabled: false, state: 'ready' })
    expect(JSON.parse((await tessera('plugin enable orders --tenant globex --json')).out)).toEqual({
      changed: ['orders'],
    })
  })

  test('leaves a record of what it changed', async () => {
    const made = await tessera('key create --tenant globex --scope admin --name reader --json')
    const { id, key } = JSON.parse(made.out) as { id: string; key: string }
    const answer = await server.fetch('/api/v1/audit?limit=2', { headers: { authorization: `Bearer ${key}` } })
    const { entries } = (await answer.json()) as AuditPage
    expect(entries).toMatchObject([
      { action: 'core.key_made', subject: id, actor: { kind: 'server', name: 'the command line' } },
      { action: 'core.plugin_enabled', plugin: 'orders' },
    ])
  })
})

describe('the server process', { timeout: 60_000 }, () => {
  test('refuses a wrong configuration in one line', async () => {
    const { out, err, code } = await run('main.js', [], { env: { ...env, PORT: 'eighty' } })
    expect({ out, code }).toEqual({ out: '', code: 1 })
    expect(err).toMatch(/^the configuration is wrong: PORT: [^\n]+\n$/)
  })

  test('warns of a demo that others may reach, and has none where it was not asked for', async () => {
    const folder = await coreDataDir()
    const reachable = { TESSERA_DATA_DIR: folder, TESSERA_URL: 'http://metrics.example.com' }
    for (const [asked, warned, said] of [
      ['', false, true],
      ['1', true, false],
    ] as const) {
      const server = await startServer({ ...reachable, TESSERA_DEMO: asked })
      await expect.poll(() => /Warning: TESSERA_DEMO=1 lets everybody/.test(server.output())).toBe(warned)
      expect(/The demo is off/.test(server.output())).toBe(said)
      expect(await server.end('SIGTERM')).toBe(0)
    }
    rmSync(folder, { recursive: true, force: true })
  })

  test('says when its port is taken', async () => {
    const server = await startServer(env)
    const { port } = new URL(server.address)
    const { err, code } = await run('main.js', [], { env: { ...env, PORT: port } })
    expect(err).toMatch(/is taken by another program/)
    expect(code).toBe(1)
    expect(await server.end('SIGTERM')).toBe(0)
  })
})
