import { execFileSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { emptyDataDir } from '@tessera/test-kit'
import { openDatabase, type Database } from '../src/index.ts'
import { smallDisk, type SmallDisk } from './small-disk.ts'

const tenant = '00000000-0000-7000-8000-000000000001'
const probe = smallDisk(1)
probe?.remove()
/** Only a superuser may mount a disk that is small enough to be filled. */
const mayMount = probe !== null

let disk: SmallDisk | null = null
let database: Database | null = null
afterEach(async () => {
  disk?.empty()
  await database?.close()
  disk?.remove()
  database = null
  disk = null
})

async function openOnSmallDisk(megabytes: number) {
  const made = smallDisk(megabytes)
  if (!made) throw new Error('no disk could be mounted')
  disk = made
  const empty = await emptyDataDir()
  const dataDir = join(made.folder, 'data')
  cpSync(empty, dataDir, { recursive: true })
  rmSync(empty, { recursive: true })
  const opened = await openDatabase({ dataDir })
  database = opened
  await opened.pool.query('create table note (n int primary key)')
  await opened.pool.query('grant select, insert on note to public')
  return { disk: made, database: opened, dataDir }
}

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )
const write = ({ pool }: Database, n: number) => outcome(pool.query('insert into note values ($1)', [n]))
const kept = async ({ pool }: Database) =>
  (await pool.query<{ n: number }>('select n from note order by n')).rows.map(({ n }) => n)
const writesAgain = (opened: Database, n: number) =>
  expect.poll(() => write(opened, n), { timeout: 30_000, interval: 50 }).toBe('done')

test.skipIf(!mayMount)(
  'without room writing is refused at once and reading goes on; with room all is as before',
  async () => {
    const { disk: small, database: opened } = await openOnSmallDisk(150)
    expect(await write(opened, 1)).toBe('done')
    for (const round of [10, 20]) {
      small.fill(0)
      await expect.poll(() => opened.pool.query('select 1').then(() => opened.condition())).toBe('disk_full')
      const asked = performance.now()
      expect(await write(opened, round)).toBe('disk_full')
      const asTenant = opened.tenantTransaction(tenant, (db) => sql`insert into note values (${round})`.execute(db))
      expect(await outcome(asTenant)).toBe('disk_full')
      expect(performance.now() - asked).toBeLessThan(2_000)
      const reading = opened.tenantTransaction(tenant, (db) => sql`select n from note`.execute(db), { readOnly: true })
      expect((await reading).rows).toContainEqual({ n: 1 })
      small.empty()
      await writesAgain(opened, round)
      expect(opened.condition()).toBe('ok')
    }
    expect(await kept(opened)).toEqual([1, 10, 20])
  },
  60_000,
)

test.skipIf(!mayMount)(
  'one who fills the disk alone loses what was not acknowledged, and nothing else',
  async () => {
    const { disk: small, database: opened } = await openOnSmallDisk(170)
    const acknowledged: number[] = []
    for (let n = 0; n < 20; n += 1) if ((await write(opened, n)) === 'done') acknowledged.push(n)
    expect(acknowledged).toHaveLength(20)
    small.fill(50)
    const greedy = opened.pool.query('insert into note select g from generate_series(1000, 3000000) g')
    expect(await outcome(greedy)).toMatch(/^(disk_full|unavailable)$/)
    small.fill(0)
    const refused = async () => {
      const asked = performance.now()
      const code = await write(opened, 50)
      return { code, isSoon: performance.now() - asked < 500 }
    }
    await expect.poll(refused, { timeout: 20_000 }).toEqual({ code: 'disk_full', isSoon: true })
    expect(opened.condition()).toBe('disk_full')
    small.empty()
    await writesAgain(opened, 100)
    expect(await kept(opened)).toEqual([...acknowledged, 100])
  },
  60_000,
)

test.skipIf(!mayMount)(
  'a new folder on a disk that is too small, or for reading only, is refused with the reason',
  async () => {
    const small = smallDisk(20)
    if (!small) throw new Error('no disk was made')
    disk = small
    const dataDir = join(small.folder, 'new')
    await expect(openDatabase({ dataDir })).rejects.toMatchObject({
      code: 'data_dir_full',
      message: expect.stringContaining('make room and start again'),
    })
    execFileSync('mount', ['-o', 'remount,ro', small.folder])
    await expect(openDatabase({ dataDir: join(small.folder, 'other') })).rejects.toMatchObject({
      code: 'data_dir_unusable',
      message: expect.stringContaining('EROFS'),
    })
  },
)

test.skipIf(!mayMount)(
  'a start without room reads, or says what is missing; it succeeds when there is room',
  async () => {
    const { disk: small, database: opened, dataDir } = await openOnSmallDisk(150)
    expect(await write(opened, 1)).toBe('done')
    await opened.close()
    database = null
    small.fill(0)
    const started = await openDatabase({ dataDir }).catch((error: { code?: string }) => error.code)
    if (typeof started === 'object') {
      expect(await kept(started)).toEqual([1])
      expect(await write(started, 2)).toBe('disk_full')
      await started.close()
    } else expect(started).toBe('data_dir_full')
    small.empty()
    database = await openDatabase({ dataDir })
    await writesAgain(database, 3)
    expect(await kept(database)).toEqual([1, 3])
  },
  60_000,
)
