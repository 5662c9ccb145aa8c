import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { emptyDataDir } from '@tessera/test-kit'
import { openDatabase } from '../src/index.ts'
import { nodeArgs } from './holding-program.ts'

const run = promisify(execFile)
const made: string[] = []
const kept = (dir: string) => {
  made.push(dir)
  return dir
}
const newDir = () => kept(mkdtempSync(join(tmpdir(), 'tessera-embedded-')))
const newDataDir = async () => kept(await emptyDataDir())
afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true })
})

test('a second process joins the database that a first one holds', async () => {
  const dataDir = await newDataDir()
  const database = await openDatabase({ dataDir })
  await database.pool.query('create table note (text text)')
  await run(
    process.execPath,
    nodeArgs(`
    const database = await openDatabase({ dataDir: ${JSON.stringify(dataDir)} })
    await database.pool.query("insert into note values ('from the guest')")
    await database.close()
  `),
  )
  expect((await database.pool.query('select text from note')).rows).toEqual([{ text: 'from the guest' }])
  await database.close()
})

test('who wants the database alone is told which process has it', async () => {
  const dataDir = await newDataDir()
  const database = await openDatabase({ dataDir })
  await expect(openDatabase({ dataDir, exclusive: true })).rejects.toMatchObject({
    code: 'data_dir_held',
    message: expect.stringContaining(`process ${process.pid}`),
  })
  await database.close()
})

test('tables that changed get statistics, and the room of deleted rows is used again', async () => {
  const database = await openDatabase({ dataDir: await newDataDir() })
  const { pool } = database
  await pool.query('create table note (n int)')
  const state = async () => {
    const { rows } = await pool.query<{ rows: number; dead: number; pages: number }>(`
      select c.reltuples::int as rows, s.n_dead_tup as dead, (pg_relation_size(c.oid) / 8192)::int as pages
      from pg_class c join pg_stat_user_tables s on s.relid = c.oid where c.relname = 'note'`)
    return rows[0]
  }
  await pool.query('insert into note select generate_series(1, 20000)')
  await expect.poll(state, { timeout: 20_000 }).toMatchObject({ rows: 20_000, dead: 0 })
  const before = await state()
  await pool.query('delete from note')
  await expect.poll(state, { timeout: 20_000 }).toMatchObject({ rows: 0, dead: 0 })
  await pool.query('insert into note select generate_series(1, 20000)')
  expect((await state())?.pages).toBeLessThanOrEqual(before?.pages ?? 0)
  await database.close()
})

test('what was committed survives a kill in the middle of work, and the lock of the dead is taken over', async () => {
  const dataDir = await newDataDir()
  const child = spawn(
    process.execPath,
    nodeArgs(`
    const database = await openDatabase({ dataDir: ${JSON.stringify(dataDir)} })
    await database.pool.query('create table tick (n int primary key)')
    for (let n = 1; ; n += 1) {
      await database.pool.query('insert into tick values ($1)', [n])
      process.stdout.write(n + '\\n')
    }
  `),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
    if (printed.split('\n').length > 50) child.kill('SIGKILL')
  })
  await once(child, 'exit')
  const acknowledged = Math.max(...printed.trim().split('\n').map(Number))
  const database = await openDatabase({ dataDir })
  const { rows } = await database.pool.query<{ n: number; last: number }>(
    'select count(*) as n, max(n) as last from tick',
  )
  expect(rows[0]?.last).toBeGreaterThanOrEqual(acknowledged)
  expect(rows[0]?.n).toBe(rows[0]?.last)
  await database.close()
}, 60_000)

test('a message that ends the engine costs its connections, not the database', async () => {
  const database = await openDatabase({ dataDir: await newDataDir() })
  await database.pool.query('create table note (text text)')
  await database.pool.query(`insert into note values ('kept')`)
  const host = new URL(database.url.replace('@/', '@localhost/')).searchParams.get('host') ?? ''
  const stranger = connect(join(host, '.s.PGSQL.5432'))
  stranger.on('error', () => {}).resume()
  stranger.write(Buffer.from([0x21, 0, 0, 0, 4]))
  await once(stranger, 'close')
  const read = () =>
    database.pool.query('select text from note').then(
      ({ rows }) => rows,
      () => null,
    )
  await expect.poll(read, { timeout: 30_000 }).toEqual([{ text: 'kept' }])
  await database.close()
}, 60_000)

test('a directory that is no database, and a server that is not there, are told apart in one sentence', async () => {
  const file = join(newDir(), 'file')
  writeFileSync(file, '')
  await expect(openDatabase({ dataDir: file })).rejects.toThrow()
  await expect(openDatabase({ url: 'postgresql://user:secret@127.0.0.1:1/none' })).rejects.toMatchObject({
    code: 'database_unreachable',
    message: expect.not.stringContaining('secret'),
  })
})
