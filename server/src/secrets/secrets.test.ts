import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeDatabases } from '@tessera/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrateCore } from '@tessera/tenancy'
import type { Database } from '@tessera/database'
import { sayError } from '../start/say-error.ts'
import { isGuessable } from './guessable.ts'
import { differingSecret, noteSecret } from './note-secret.ts'
import { previousSecrets, readSecret } from './read-secret.ts'

const dir = mkdtempSync(join(tmpdir(), 'tessera-secret-'))
const file = join(dir, 'secret')
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('a secret is made once, for its owner alone, and found again', () => {
  const made = readSecret(null, dir)
  expect(isGuessable(made)).toBe(false)
  expect(readSecret(null, dir)).toBe(made)
  expect(statSync(file).mode & 0o077).toBe(0)
  expect(readdirSync(dir)).toEqual(['secret'])
  expect(readSecret('given', dir)).toBe('given')
})

test.each([
  ['empty', () => ''],
  ['cut off', () => readFileSync(file, 'utf8').slice(0, 20)],
  ['blank', () => '\n\n'],
  ['no text', () => Buffer.from('\xff\xfe\xe9'.repeat(20), 'latin1')],
  ['written by hand', () => 'changeme'.repeat(5)],
])('a file that is %s is refused, and told what to do', (_, content) => {
  const whole = readFileSync(file)
  writeFileSync(file, content())
  expect(() => readSecret(null, dir)).toThrow(/secret in .*secret is empty, cut off or easy to guess; delete the file/)
  writeFileSync(file, `\uFEFF${whole.toString()}\r\n`)
  expect(readSecret(null, dir)).toBe(whole.toString())
  writeFileSync(file, whole)
  chmodSync(file, 0o600)
})

test('secrets of before are those named, and the one that was made when another is given now', () => {
  const made = readSecret(null, dir)
  expect(previousSecrets({ secret: null, previousSecret: null, dataDir: dir })).toEqual([])
  expect(previousSecrets({ secret: 'given', previousSecret: null, dataDir: dir })).toEqual([made])
  expect(previousSecrets({ secret: 'given', previousSecret: 'one, two', dataDir: join(dir, 'none') })).toEqual([
    'one, two',
    'one',
    'two',
  ])
})

test('a folder in place of the file is told by its name', () => {
  const other = mkdtempSync(join(tmpdir(), 'tessera-secret-'))
  mkdirSync(join(other, 'secret'))
  const refused = () => {
    try {
      return readSecret(null, other)
    } catch (error) {
      return sayError(error)
    }
  }
  expect(refused()).toMatch(/cannot use .*secret \(EISDIR\)/)
  rmSync(other, { recursive: true })
})

describeDatabases('servers of one database', (open) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
    await migrateCore(database)
  })
  const [one, other] = ['PjAcXeYnrplGZn0xd2t3bqK4sVwQ8mTf', 'Zt8vQm2LrXw6pKd4sNfY1cGhB7jUeA3o']

  test('agree on their secret in silence; two secrets are said on both sides, a changed one once', async () => {
    const { owner } = database
    expect(await noteSecret(owner, one)).toBeNull()
    expect(await noteSecret(owner, one)).toBeNull()
    expect(await differingSecret(owner, one)).toBeNull()
    expect((await noteSecret(owner, other))?.message).toMatch(/two secrets .*set TESSERA_SECRET to one value/)
    expect((await differingSecret(owner, one))?.code).toBe('secrets_differ')
    expect(await differingSecret(owner, other)).toBeNull()
    expect(await noteSecret(owner, other)).toBeNull()
  })

  test('that start at the same moment with two secrets: one of them says so', async () => {
    await database.pool.query('delete from core.server_secret')
    const said = await Promise.all([noteSecret(database.owner, one), noteSecret(database.owner, other)])
    expect(said.filter((each) => each !== null)).toHaveLength(1)
    const { rows } = await database.pool.query('select * from core.server_secret')
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toMatch(/PjAc|Zt8v/)
  })
})
