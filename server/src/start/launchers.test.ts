import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { coreDataDir } from '@tessera/test-kit'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../fixtures/free-port.ts'
import { fixtureRoot } from '../../fixtures/test-app.ts'
import { launchersAmong } from './launchers.ts'

const npx = 'npm exec pnpm start'
const pnpm = 'pnpm start'
const script = 'sh -c node server/src/main.js'

test.each([
  ['npx', [script, pnpm, `sh -c 'pnpm' start`, npx, '-bash'], 4],
  ['npx in a script of a shell', [script, pnpm, `sh -c 'pnpm' start`, npx, 'bash -c npx pnpm start &', 'systemd'], 4],
  ['pnpm by its file', ['/bin/sh -c node main.ts', '/usr/bin/node /opt/pnpm/bin/pnpm.cjs start', 'zsh'], 2],
  ['npm as the first process of a container', [script, 'node /usr/lib/node_modules/npm/bin/npm-cli.js start'], 2],
  ['a terminal that was given the command', [script, pnpm, 'tmux new npx pnpm start', 'systemd'], 2],
  ['a service', ['/sbin/init'], 0],
  ['a container without package manager', ['/sbin/tini -- node server/src/main.js'], 0],
  ['a shell', ['bash -c node server/src/main.js', 'sshd'], 0],
  [
    'a test, itself run by pnpm',
    ['node /x/vitest/dist/worker.js', 'node /x/vitest.mjs run', 'sh -c vitest run', pnpm],
    0,
  ],
  ['nobody that is left', [], 0],
])('started by %s', (_, commands, count) => {
  const ancestors = commands.map((command, index) => ({
    pid: 100 - index,
    parent: 99 - index,
    born: '1',
    words: command.split(' '),
  }))
  expect(launchersAmong(ancestors)).toEqual(ancestors.slice(0, count))
})

test.skipIf(process.platform === 'win32').each(['Ready: ', 'Tessera starts on'])(
  'a server whose npx is ended when it says %s ends too, and gives port and data back',
  async (moment) => {
    const dataDir = await coreDataDir()
    const port = await freePort()
    const { DATABASE_URL: _, ...environment } = process.env
    const own = { TESSERA_ROOT: fixtureRoot, TESSERA_DATA_DIR: dataDir, TESSERA_DEMO: '0', PORT: String(port) }
    const outermost = spawn('npx', ['--yes', 'pnpm', 'start'], {
      cwd: join(import.meta.dirname, '../../..'),
      env: { ...environment, ...own },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    onTestFinished(() => {
      try {
        process.kill(-(outermost.pid ?? 0), 'SIGKILL')
      } catch {
        // why: all of them have ended, as they should
      }
      rmSync(dataDir, { recursive: true, force: true })
    })
    let said = ''
    for (const stream of [outermost.stdout, outermost.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
    await expect.poll(() => said, { timeout: 120_000, interval: 100 }).toContain(moment)
    const everythingEnded = once(outermost, 'close')
    outermost.kill('SIGTERM')
    await everythingEnded
    expect(said).toMatch(/'.*', which started this server, has ended; so does the server/)
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow()
  },
  180_000,
)
