import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { coreDataDir } from '@tessera/test-kit'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { brokenInstallation, pluginText } from '../../fixtures/broken-installation.ts'

const plugins = {
  demo: { endless: pluginText('endless', { server: `demo: () => (console.log('filling'), new Promise(() => {})),` }) },
  init: { hanging: pluginText('hanging', { server: `init: () => (console.log('filling'), new Promise(() => {})),` }) },
  nothing: {},
}
let installations: Record<keyof typeof plugins, ReturnType<typeof brokenInstallation>>

beforeAll(() => {
  installations = {
    demo: brokenInstallation(['orders'], plugins.demo),
    init: brokenInstallation(['orders'], plugins.init),
    nothing: brokenInstallation(['orders'], plugins.nothing),
  }
})
afterAll(() => Object.values(installations).forEach(({ remove }) => remove()))

async function startUntil(said: string, root: string) {
  const dataDir = await coreDataDir()
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.js')], {
    env: { PATH: process.env['PATH'], TESSERA_ROOT: root, TESSERA_DATA_DIR: dataDir, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
    rmSync(dataDir, { recursive: true, force: true })
  })
  const ended = once(child, 'exit')
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  await expect.poll(() => output, { timeout: 60_000, interval: 50 }).toContain(said)
  return { child, dataDir, ended, output: () => output }
}

// why: on Windows there are none that a process could hear
const onSystemsWithSignals = test.skipIf(process.platform === 'win32')

onSystemsWithSignals.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s gives up a start that is under way, and the folder is left in order',
  async (signal) => {
    const { child, dataDir, ended, output } = await startUntil('filling', installations.demo.root)
    child.kill(signal)
    expect(await ended, output()).toEqual([0, null])
    expect(output()).not.toContain('Ready: ')
    expect(readdirSync(dataDir).toSorted()).toEqual(['database', 'in-use.lock', 'secret'])
  },
  90_000,
)

onSystemsWithSignals(
  'a start that does not notice is left as it is',
  async () => {
    const { child, ended, output } = await startUntil('filling', installations.init.root)
    child.kill('SIGTERM')
    expect(await ended, output()).toEqual([0, null])
    // why: whoever waits for it says after ten seconds that the init took too long
    expect(output()).not.toContain('its init')
  },
  90_000,
)

onSystemsWithSignals(
  'a terminal that is closed ends the server in order',
  async () => {
    const { child, dataDir, ended, output } = await startUntil('Ready: ', installations.nothing.root)
    child.kill('SIGHUP')
    expect(await ended, output()).toEqual([0, null])
    expect(readdirSync(dataDir)).not.toContain('in-use.json')
  },
  90_000,
)
