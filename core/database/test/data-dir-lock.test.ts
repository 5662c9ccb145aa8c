import { fork, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { emptyDataDir } from '@tessera/test-kit'
import { lockDataDir } from '../src/embedded/data-dir-lock.ts'
import { openDatabase } from '../src/index.ts'
import { container, firstLine, holding, killed } from './holding-program.ts'

const dirs: string[] = []
const programs: ChildProcess[] = []
const kept = (dir: string) => {
  dirs.push(dir)
  return dir
}
const newDir = () => kept(mkdtempSync(join(tmpdir(), 'tessera-lock-')))
const newDataDir = async () => kept(await emptyDataDir())
const start = async (command: string, args: readonly string[]) => {
  const [child, line] = await firstLine(command, args)
  programs.push(child)
  return { child, line }
}
const here = (dataDir: string) => start(process.execPath, holding(dataDir))
const inContainer = (dataDir: string) => start('unshare', [...(container ?? []), process.execPath, ...holding(dataDir)])

afterEach(async () => {
  await Promise.all(programs.splice(0).map(killed))
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true })
})

test.skipIf(!container)(
  'in a container, where every server is process 1, one that was killed starts again',
  async () => {
    const dataDir = await newDataDir()
    for (let round = 0; round < 2; round += 1) {
      const { child, line } = await inContainer(dataDir)
      expect(line).toBe('held 1')
      await killed(child)
      expect(existsSync(join(dataDir, 'in-use.json'))).toBe(true)
    }
  },
  60_000,
)

test.skipIf(!container)(
  'a host and a container never have one folder at the same time',
  async () => {
    const dataDir = await newDataDir()
    const { child } = await inContainer(dataDir)
    expect((await here(dataDir)).line).toBe('data_dir_held')
    expect((await inContainer(dataDir)).line).toBe('data_dir_held')
    await killed(child)
    expect((await here(dataDir)).line).toMatch(/^held \d+$/)
    expect((await inContainer(dataDir)).line).toBe('data_dir_held')
  },
  60_000,
)

test('a record of a living process is no lock, as after a restart that gave its number to another program', async () => {
  const dataDir = await newDataDir()
  const holder = { pid: process.pid, computer: 'gone', host: join(tmpdir(), 'tessera-gone'), port: 5432 }
  writeFileSync(join(dataDir, 'in-use.json'), JSON.stringify(holder), { mode: 0o600 })
  const database = await openDatabase({ dataDir, exclusive: true })
  await database.close()
}, 30_000)

test('a zombie counts as dead', async () => {
  const dataDir = await newDataDir()
  const quoted = [process.execPath, ...holding(dataDir)].map((part) => `'${part.replaceAll("'", `'\\''`)}'`).join(' ')
  // why: the shell becomes a program that never asks what became of its children
  const { line } = await start('sh', ['-c', `${quoted} & exec sleep 1000`])
  const pid = line.split(' ')[1] ?? ''
  process.kill(Number(pid), 'SIGKILL')
  const state = () => spawnSync('ps', ['-o', 'state=', '-p', pid]).stdout.toString()
  // why: a process has ended when the last of its threads has, and its first may be a zombie before
  const isFree = () => {
    const unlock = lockDataDir(dataDir)
    unlock?.()
    return unlock !== null
  }
  await expect.poll(isFree, { timeout: 10_000 }).toBe(true)
  const database = await openDatabase({ dataDir, exclusive: true })
  expect(state()).toMatch(/^Z/)
  await database.close()
}, 30_000)

test('of starters on what a killed process left exactly one wins, in 60 rounds', async () => {
  const root = newDir()
  const lock = new URL('../src/embedded/data-dir-lock.ts', import.meta.url).href
  const program = join(root, 'starter.ts')
  writeFileSync(
    program,
    `import { lockDataDir } from '${lock}'
    process.on('message', (dataDir) => process.send(lockDataDir(dataDir) !== null))
    process.send('ready')`,
  )
  const starters = [0, 1, 2].map(() => fork(program))
  programs.push(...starters)
  await Promise.all(starters.map((starter) => once(starter, 'message')))
  for (let round = 0; round < 60; round += 1) {
    const dataDir = join(root, String(round))
    mkdirSync(dataDir)
    if (round % 2 === 0) {
      writeFileSync(join(dataDir, 'in-use.lock'), '')
      writeFileSync(join(dataDir, 'in-use.json'), '{"pid":1}')
    }
    const answers = Promise.all(starters.map((starter) => once(starter, 'message')))
    for (const starter of starters) starter.send(dataDir)
    expect((await answers).flat().filter(Boolean)).toHaveLength(1)
  }
}, 60_000)

test('a lock holds within one process too, and is free again once given back', () => {
  const dataDir = newDir()
  const unlock = lockDataDir(dataDir)
  expect(unlock).not.toBeNull()
  expect(lockDataDir(dataDir)).toBeNull()
  unlock?.()
  const again = lockDataDir(dataDir)
  expect(again).not.toBeNull()
  unlock?.()
  expect(lockDataDir(dataDir)).toBeNull()
  again?.()
})

test('a lock file that is a link, or none of ours, is refused with a sentence', () => {
  const dataDir = newDir()
  symlinkSync(join(dataDir, 'elsewhere'), join(dataDir, 'in-use.lock'))
  expect(() => lockDataDir(dataDir)).toThrow(expect.objectContaining({ code: 'data_dir_unusable' }))
})
