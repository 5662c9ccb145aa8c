import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '@tessera/database'
import { testDatabases } from '@tessera/test-kit'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../fixtures/free-port.ts'
import { run } from '../../fixtures/processes.ts'
import { fixtureRoot } from '../../fixtures/test-app.ts'
import { waitForDatabase } from './wait-for-database.ts'

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-wait-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a database that does not come is given up in one sentence', async () => {
  const url = `postgresql://ada:secret@127.0.0.1:${await freePort()}/x`
  const said: string[] = []
  const waiting = { waitMs: 50, say: (line: string) => said.push(line), signal: new AbortController().signal }
  const given = await waitForDatabase(() => openDatabase({ url }), waiting).catch((error: Error) => error)
  expect(given).toMatchObject({
    code: 'database_absent',
    message: expect.stringContaining('gave up after waiting 0 s'),
  })
  expect(said).toEqual([expect.stringMatching(/^Waiting for the database, 1 s more: .*ECONNREFUSED/)])
  expect(said.join() + String(given)).not.toContain('secret')
})

test('who is asked to end waits no longer', async () => {
  const url = `postgresql://ada@127.0.0.1:${await freePort()}/x`
  const leaving = new AbortController()
  const waiting = { waitMs: 60_000, say: () => leaving.abort(), signal: leaving.signal }
  await expect(waitForDatabase(() => openDatabase({ url }), waiting)).rejects.toMatchObject({ name: 'AbortError' })
})

const servers = testDatabases().filter(({ title }) => title !== 'embedded')

describe.each(servers)('a server on $title', ({ open }) => {
  test('that starts before its database waits and says so, and goes on when it is there', async () => {
    const database = await open()
    onTestFinished(() => database.close())
    const real = new URL(database.url)
    const port = await freePort()
    const late = new URL(database.url)
    late.host = `127.0.0.1:${port}`
    const child = spawn(process.execPath, [join(import.meta.dirname, '../main.js')], {
      env: {
        PATH: process.env['PATH'],
        TESSERA_ROOT: fixtureRoot,
        TESSERA_DEMO: '0',
        TESSERA_DATA_DIR: emptyFolder(),
        DATABASE_URL: late.href,
        PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
    const says = (what: string) => expect.poll(() => said, { timeout: 60_000, interval: 50 }).toContain(what)
    await says('Waiting for the database, 60 s more: ')
    const proxy = createServer((socket) => {
      const there = connect(Number(real.port || 5432), real.hostname)
      socket.on('error', () => there.destroy()).pipe(there)
      there.on('error', () => socket.destroy()).pipe(socket)
    }).listen(port, '127.0.0.1')
    onTestFinished(() => void proxy.close())
    await says('Ready: ')
    child.kill('SIGTERM')
    const [code] = (await once(child, 'exit')) as [number | null]
    expect(code).toBe(0)
  }, 120_000)

  test.each([
    ['a database', (url: URL) => (url.pathname = '/there_is_none'), /database "there_is_none" does not exist/],
    ['a user', (url: URL) => (url.username = 'nobody_here'), /nobody_here/],
  ])(
    'that is given %s nobody knows is refused at once',
    async (_, change, reason) => {
      const database = await open()
      onTestFinished(() => database.close())
      const url = new URL(database.url)
      change(url)
      const env = { DATABASE_URL: url.href, TESSERA_DATA_DIR: emptyFolder(), PORT: '0' }
      const { out, err, code } = await run('main.js', [], { env })
      expect(code).toBe(1)
      expect(err).toMatch(reason)
      expect(out).not.toContain('Waiting')
    },
    60_000,
  )
})
