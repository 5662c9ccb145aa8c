import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { emptyDataDir } from '@tessera/test-kit'
import { lockDataDir } from '../src/embedded/data-dir-lock.ts'
import { placeOf, readHolder, writeHolder } from '../src/embedded/holder.ts'
import { privateFolder } from '../src/embedded/private-folder.ts'
import { openDatabase } from '../src/index.ts'

const made: string[] = []
const kept = (dir: string) => {
  made.push(dir)
  return dir
}
const newDir = () => kept(mkdtempSync(join(tmpdir(), 'tessera-private-')))
const mode = (path: string) => lstatSync(path).mode & 0o777
const isRoot = process.getuid?.() === 0
afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true })
})
const hostOf = (url: string) => new URL(url.replace('@/', '@localhost/')).searchParams.get('host') ?? ''

test('folders that others could read are closed at every start, and the socket lies within them', async () => {
  const dataDir = kept(await emptyDataDir())
  for (const open of [0o755, 0o777]) {
    chmodSync(dataDir, open)
    chmodSync(join(dataDir, 'database'), open)
    mkdirSync(join(dataDir, 'socket'), { recursive: true })
    chmodSync(join(dataDir, 'socket'), open)
    const database = await openDatabase({ dataDir })
    const host = hostOf(database.url)
    expect([dataDir, join(dataDir, 'database'), host].map(mode)).toEqual([0o700, 0o700, 0o700])
    expect(host).toBe(join(dataDir, 'socket'))
    expect([mode(join(dataDir, 'in-use.json')) & 0o077, mode(join(dataDir, 'in-use.lock')) & 0o022]).toEqual([0, 0])
    await database.close()
  }
}, 30_000)

test('what others prepared in an open folder is not used: a link in place of the socket’s folder is replaced', async () => {
  const dataDir = kept(await emptyDataDir())
  const elsewhere = newDir()
  symlinkSync(elsewhere, join(dataDir, 'socket'))
  const database = await openDatabase({ dataDir })
  expect(lstatSync(join(dataDir, 'socket')).isDirectory()).toBe(true)
  expect(readdirSync(elsewhere)).toEqual([])
  await database.close()
  expect(readdirSync(elsewhere)).toEqual([])
}, 30_000)

test('a long path has its socket in a new folder with a name that cannot be guessed, which goes again', async () => {
  const dataDir = join(kept(await emptyDataDir()), 'x'.repeat(90))
  const first = await openDatabase({ dataDir })
  const host = hostOf(first.url)
  expect(mode(host)).toBe(0o700)
  expect(basename(host)).toMatch(/^tessera-[A-Za-z0-9]{6}$/)
  const guest = await openDatabase({ dataDir })
  expect(hostOf(guest.url)).toBe(host)
  await guest.close()
  await first.close()
  expect(() => statSync(host)).toThrow('ENOENT')
}, 60_000)

test('a guest believes a record and a socket only where nobody else could have put them', async () => {
  const dataDir = newDir()
  const host = newDir()
  const server = createServer().listen(join(host, '.s.PGSQL.5432'))
  await once(server, 'listening')
  writeHolder(dataDir, { host, port: 5432 })
  const found = async () => {
    const holder = readHolder(dataDir)
    return holder && placeOf(dataDir, holder)
  }
  expect(await found()).toEqual({ host, port: 5432 })
  chmodSync(host, 0o755)
  expect(await found()).toBeNull()
  chmodSync(host, 0o700)
  const link = join(newDir(), 'link')
  symlinkSync(host, link)
  writeHolder(dataDir, { host: link, port: 5432 })
  expect(await found()).toBeNull()
  writeHolder(dataDir, { host, port: 5432 })
  chmodSync(join(dataDir, 'in-use.json'), 0o666)
  expect(await found()).toBeNull()
  server.close()
})

test.skipIf(!isRoot)('a folder of somebody else is refused, and so is a link to one', () => {
  const foreign = newDir()
  chownSync(foreign, 12_345, 12_345)
  const refused = expect.objectContaining({ code: 'data_dir_foreign', message: expect.stringContaining('user 12345') })
  expect(() => privateFolder(foreign)).toThrow(refused)
  const link = join(newDir(), 'link')
  symlinkSync(foreign, link)
  expect(() => privateFolder(link)).toThrow(refused)
  expect(mode(foreign)).toBe(0o700)
})

test('a folder that cannot be made is refused with a sentence, and an own link to an own folder is followed', () => {
  const dir = newDir()
  const unlock = lockDataDir(dir)
  unlock?.()
  expect(() => privateFolder(join(dir, 'in-use.lock'))).toThrow(expect.objectContaining({ code: 'data_dir_unusable' }))
  expect(() => privateFolder(join(dir, 'in-use.lock', 'below'))).toThrow(
    expect.objectContaining({ code: 'data_dir_unusable' }),
  )
  const target = newDir()
  chmodSync(target, 0o755)
  symlinkSync(target, join(dir, 'link'))
  expect(privateFolder(join(dir, 'link'))).toBe(target)
  expect(mode(target)).toBe(0o700)
})
