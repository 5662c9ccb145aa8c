import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { sql } from 'kysely'
import { emptyDataDir } from '@tessera/test-kit'
import { openDatabase, type Database } from '../src/index.ts'

const tenant = '00000000-0000-7000-8000-000000000001'
const forEver = 'with recursive r(n) as (select 1 union all select n # 1 from r) select count(*) from r'
const opened: { readonly database: Database; readonly dataDir: string }[] = []
const told: string[] = []

async function open(statementMs: number) {
  const dataDir = await emptyDataDir()
  const onTrouble = (trouble: Error) => told.push(trouble.message)
  const database = await openDatabase({ dataDir, statementMs, onTrouble })
  opened.push({ database, dataDir })
  return { database, dataDir }
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'answered',
    (error: { code?: string }) => error.code,
  )
const recovered = (database: Database) =>
  expect.poll(() => codeOf(database.pool.query('select 1')), { timeout: 30_000, interval: 20 }).toBe('answered')
const endings = () => told.filter((message) => message.includes('took longer')).length

afterEach(async () => {
  told.length = 0
  for (const { database, dataDir } of opened.splice(0)) {
    await database.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test('a question past its time ends alone: others are refused for a moment and then answered, what was saved is there', async () => {
  const { database } = await open(1_000)
  await database.pool.query('create table note (text text)')
  await database.pool.query(`insert into note values ('kept')`)
  const heavy = codeOf(database.tenantTransaction(tenant, (db) => sql.raw(forEver).execute(db), { readOnly: true }))
  const others = [1, 2, 3].map(() => codeOf(database.pool.query('select text from note')))
  expect(await heavy).toBe('query_timeout')
  expect(database.condition()).toBe('restarting')
  for (const code of await Promise.all(others)) expect(code).toMatch(/^(answered|unavailable)$/)
  await recovered(database)
  expect(database.condition()).toBe('ok')
  expect((await database.pool.query('select text from note')).rows).toEqual([{ text: 'kept' }])
  // why: a reading question whose connection broke is asked again, and this one must not be
  expect(endings()).toBe(1)
}, 60_000)

test.each([
  ['a loop of a procedural language', 'do $$ begin loop end loop; end $$'],
  ['one that sleeps', 'select pg_sleep(3600)'],
  ['one with parameters', { text: `${forEver} where n > $1`, values: [1] }],
])(
  'a statement of the owner past its time: %s',
  async (_, statement) => {
    const { database } = await open(500)
    expect(await codeOf(database.pool.query(statement))).toBe('unavailable')
    await recovered(database)
    expect(endings()).toBe(1)
  },
  60_000,
)

test('who waits 30 s for an answer, as questions do, holds the engine no longer than others', async () => {
  const { database } = await open(500)
  const asked = { readOnly: true, timeoutMs: 30_000 }
  const begun = performance.now()
  expect(await codeOf(database.tenantTransaction(tenant, (db) => sql.raw(forEver).execute(db), asked))).toBe(
    'query_timeout',
  )
  expect(performance.now() - begun).toBeLessThan(15_000)
  await recovered(database)
}, 60_000)

test('work that asked for more time has it, and its statements cannot ask for more themselves', async () => {
  const { database } = await open(400)
  const sleep = (seconds: number, options: { readonly timeoutMs?: number }) =>
    codeOf(database.tenantTransaction(tenant, (db) => sql`select pg_sleep(${seconds})`.execute(db), options))
  expect(await sleep(0.9, { timeoutMs: 60_000 })).toBe('answered')
  expect(await codeOf(sql`select pg_sleep(0.9)`.execute(database.maintenance))).toBe('answered')
  const greedy = database.tenantTransaction(tenant, (db) =>
    sql.raw('/* within 600000 ms as 1 */ select pg_sleep(3600)').execute(db),
  )
  expect(await codeOf(greedy)).toBe('query_timeout')
  await recovered(database)
}, 60_000)

test('waiting behind others is not a statement’s own time', async () => {
  const { database } = await open(1_500)
  const turns = Array.from({ length: 8 }, () => codeOf(database.pool.query('select pg_sleep(0.4)')))
  expect(new Set(await Promise.all(turns))).toEqual(new Set(['answered']))
  expect(told).toEqual([])
}, 60_000)

test('what was acknowledged survives engines that are ended in the middle of writing', async () => {
  const { database } = await open(300)
  const { pool, maintenance } = database
  await sql`create table small (n int primary key)`.execute(maintenance)
  await sql`create table large (batch int not null, n int not null)`.execute(maintenance)
  const acknowledged: number[] = []
  let batch = 0
  for (let n = 0; endings() < 5; n += 1) {
    if ((await codeOf(pool.query('insert into small values ($1)', [n]))) === 'answered') acknowledged.push(n)
    if (n % 10 !== 9) continue
    batch += 1
    await codeOf(pool.query('insert into large select $1, g from generate_series(1, 1000000) g', [batch]))
    await recovered(database)
  }
  await recovered(database)
  const small = await sql<{ n: number }>`select n from small order by n`.execute(maintenance)
  expect(small.rows.map(({ n }) => n)).toEqual(expect.arrayContaining(acknowledged))
  const torn = await sql`select batch from large group by batch having count(*) <> 1000000`.execute(maintenance)
  expect(torn.rows).toEqual([])
}, 120_000)

test('files that an ended question sorted into are removed', async () => {
  const { database, dataDir } = await open(1_000)
  const files = join(dataDir, 'database', 'base', 'pgsql_tmp')
  const sorting = codeOf(
    database.pool.query('select md5(g::text) from generate_series(1, 20000000) g order by 1 limit 1 offset 10000000'),
  )
  await expect.poll(() => existsSync(files) && readdirSync(files).length > 0, { timeout: 20_000 }).toBe(true)
  expect(await sorting).toBe('unavailable')
  await recovered(database)
  expect(existsSync(files) ? readdirSync(files) : []).toEqual([])
}, 60_000)

test('the journal is kept short, so that recovery is', async () => {
  const { database } = await open(60_000)
  const { pool } = database
  const journal = async () => {
    const { rows } = await pool.query<{ end: string; replayed: string }>(
      `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::text as "end", pg_wal_lsn_diff(redo_lsn, '0/0')::text as replayed
       from pg_control_checkpoint()`,
    )
    return { end: Number(rows[0]?.end) / 2 ** 20, replayed: Number(rows[0]?.replayed) / 2 ** 20 }
  }
  const before = await journal()
  await pool.query(`create table wide as select repeat('x', 800) from generate_series(1, 90000)`)
  expect((await journal()).end - before.end).toBeGreaterThan(64)
  const toReplay = () => journal().then(({ end, replayed }) => end - replayed)
  await expect.poll(toReplay, { timeout: 30_000 }).toBeLessThan(20)
}, 60_000)
