import { sql, type Kysely } from 'kysely'
import { openBadNetwork, testDatabases, type BadNetwork } from '@tessera/test-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, type Database, type TransactionOptions } from '../src/index.ts'

const tenant = '00000000-0000-7000-8000-000000000001'
const limits = {
  connectMs: 1_000,
  answerMs: 700,
  graceMs: 400,
  quietMs: 400,
  reachMs: 700,
  abandonedMs: 1_000,
  closeMs: 1_500,
}
const unavailable = { code: 'unavailable', status: 503 }

const servers = testDatabases().filter(({ title }) => title !== 'embedded')

// why: the embedded database is reached through a socket of this machine, which swallows nothing
describe.each(servers)('a network that goes bad before $title', ({ open }) => {
  let direct: Database
  let network: BadNetwork
  let database: Database
  const heard: string[] = []

  const one = (options: TransactionOptions = {}) =>
    database.tenantTransaction(tenant, (db) => sql<{ n: number }>`select 1 as n`.execute(db), options)
  const ask = () => one({ readOnly: true }).then(({ rows }) => rows[0]?.n)
  const key = () => database.read({ sql: 'select $1::int as n', parameters: [3] }).then(([row]) => row?.['n'])
  const heal = async () => {
    network.heal()
    await expect.poll(() => Promise.all([ask(), key()]).catch(() => null), { timeout: 15_000 }).toEqual([1, 3])
  }
  /** As many idle connections of each kind as there may be. */
  const warm = async () => {
    await Promise.all(Array.from({ length: 10 }, () => one()))
    await Promise.all(Array.from({ length: 4 }, () => database.pool.query('select pg_sleep(0.05)')))
  }
  const backends = async (like: string) => {
    const { rows } = await direct.pool.query<{ pid: number }>(
      'select pid from pg_stat_activity where datname = current_database() and query like $1 and pid <> pg_backend_pid()',
      [like],
    )
    return rows.map(({ pid }) => pid)
  }

  beforeAll(async () => {
    direct = await open()
    network = await openBadNetwork(direct.url)
    database = await openDatabase({ url: network.url, limits, onTrouble: ({ message }) => heard.push(message) })
    return async () => {
      network.heal()
      await database.close()
      await network.close()
    }
  })
  afterAll(() => direct.close())

  test('who rests too long in a transaction is told, and nobody else notices', async () => {
    await warm()
    heard.length = 0
    const before = await backends('%')
    const resting = database.tenantTransaction(tenant, async (db) => {
      await sql`select 1 as resting`.execute(db)
      await expect.poll(() => backends('%as resting%'), { timeout: 5_000 }).toEqual([])
      await sql`select 2`.execute(db)
    })
    await expect(resting).rejects.toMatchObject(unavailable)
    expect(heard).toEqual([])
    expect(before.length - (await backends('%')).length).toBeLessThan(3)
  })

  test.each([[['to-server']], [['to-client']], [['to-server', 'to-client']]] as const)(
    'packets swallowed %s: every wait ends, somebody is told, and all is well when the network is',
    async (ways) => {
      await warm()
      heard.length = 0
      network.silence(...ways)
      const begin = performance.now()
      const asked = await Promise.allSettled([
        ask(),
        one(),
        key(),
        database.dataVersion(tenant),
        database.pool.query('select 1'),
        database.owner.transaction().execute((db) => sql`select 1`.execute(db)),
        database.answers().then((answers) => expect(answers).toBe(true)),
      ])
      expect(performance.now() - begin).toBeLessThan(6_000)
      for (const { status } of asked) expect(status).toBe('rejected')
      for (const outcome of asked.slice(0, -1)) expect(outcome).toMatchObject({ reason: unavailable })
      expect(heard[0]).toContain('cannot be reached')
      await heal()
      expect(await database.answers()).toBe(true)
    },
  )

  test('connections that died while they were idle cost nobody an answer', async () => {
    await warm()
    network.silence()
    network.heal()
    expect(await Promise.all([ask(), one().then(({ rows }) => rows[0]?.n), key()])).toEqual([1, 1, 3])
    // why: all of that age are gone by now, so nothing is waited for any more
    const begin = performance.now()
    for (let n = 0; n < 14; n += 1) await Promise.all([ask(), key()])
    expect(performance.now() - begin).toBeLessThan(limits.answerMs)
  })

  test.each(['cut', 'refuse'] as const)('connections that are reset (%s) are made anew', async (how) => {
    await warm()
    network[how]()
    if (how === 'refuse') {
      for (const outcome of await Promise.allSettled([ask(), one(), key()])) {
        expect(outcome).toMatchObject({ reason: unavailable })
      }
      expect(await database.answers()).toBe(false)
      network.heal()
    }
    expect(await Promise.all([ask(), one().then(({ rows }) => rows[0]?.n), key()])).toEqual([1, 1, 3])
  })

  test('an answer that was lost on its way is asked for again, long before time is up', async () => {
    await warm()
    const reading = database.tenantTransaction(tenant, (db) => sql`select 2 as n, pg_sleep(0.3) as lost`.execute(db), {
      readOnly: true,
    })
    await expect.poll(() => backends('%as lost%')).toHaveLength(1)
    network.silence('to-client')
    network.heal()
    expect((await reading).rows).toMatchObject([{ n: 2 }])
  })

  test('who writes is told that it is not known what became of it, and nothing is done twice', async () => {
    await sql`create table if not exists public.written (n int)`.execute(direct.owner)
    await sql`grant insert on public.written to public`.execute(direct.owner)
    const writing = database.tenantTransaction(tenant, async (db) => {
      await sql`insert into public.written values (1)`.execute(db)
      await sql`select pg_sleep(0.3) as writing`.execute(db)
    })
    await expect.poll(() => backends('%as writing%')).toHaveLength(1)
    network.silence('to-client')
    network.heal()
    await expect(writing).rejects.toMatchObject(unavailable)
    await heal()
    expect((await sql`select n from public.written`.execute(direct.owner)).rows.length).toBeLessThanOrEqual(1)
  })

  test('a migration whose connection falls silent gives its locks back and is done again, once', async () => {
    let runs = 0
    const migrating = database.migrate('late', {
      '0001_made': {
        up: async (db) => {
          runs += 1
          await sql`create table late.made (n int)`.execute(db)
          await sql`select pg_sleep(0.3) as migrating`.execute(db)
        },
      },
    })
    await expect.poll(() => backends('%as migrating%')).toHaveLength(1)
    network.silence()
    // why: so long that the statement has ended in the database, which then waits for the next one with its locks
    await expect
      .poll(
        async () => {
          const { rows } = await direct.pool.query(
            `select 1 from pg_stat_activity where state = 'idle in transaction' and query like '%as migrating%'`,
          )
          return rows.length
        },
        { timeout: 5_000 },
      )
      .toBe(1)
    network.heal()
    await migrating
    expect(runs).toBe(2)
    expect((await sql`select * from late.migration`.execute(direct.owner)).rows).toHaveLength(1)
    await heal()
  }, 40_000)

  test('a turn lasts until the database has ended with it, however long that cannot be told', async () => {
    await warm()
    let hasEnded = false
    let times = 0
    const onHeld = (ended: Promise<void>) => {
      times += 1
      void ended.then(() => (hasEnded = true))
    }
    const slow = database.tenantTransaction(tenant, (db) => sql`select pg_sleep(60) as held`.execute(db), {
      timeoutMs: 1_500,
      readOnly: true,
      onHeld,
    })
    slow.catch(() => {})
    await expect.poll(() => backends('%as held%')).toHaveLength(1)
    const [pid = 0] = await backends('%as held%')
    network.silence()
    await expect(slow).rejects.toMatchObject({ code: 'query_timeout' })
    const state = async () => {
      const ended = hasEnded
      const { rows } = await direct.pool.query('select 1 from pg_stat_activity where pid = $1', [pid])
      return { ended, isThere: rows.length > 0 }
    }
    for (let n = 0; n < 20; n += 1) {
      const { ended, isThere } = await state()
      expect(ended && isThere).toBe(false)
    }
    expect(hasEnded).toBe(false)
    await heal()
    await expect.poll(state, { timeout: 10_000 }).toEqual({ ended: true, isThere: false })
    expect(times).toBe(1)
  })

  test.each(['owner', 'tenants'] as const)(
    'who vanished in a transaction of the %s keeps nothing locked',
    async (kind) => {
      await sql`create table if not exists public.locked (n int)`.execute(direct.owner)
      await sql`grant select, update on public.locked to public`.execute(direct.owner)
      const { promise: vanished, reject: end } = Promise.withResolvers<never>()
      const { promise: locked, resolve } = Promise.withResolvers<void>()
      const hold = async (db: Kysely<never>) => {
        await sql`lock table public.locked in share update exclusive mode`.execute(db)
        resolve()
        await vanished
      }
      const holding =
        kind === 'owner' ? database.owner.transaction().execute(hold) : database.tenantTransaction(tenant, hold)
      holding.catch(() => {})
      await locked
      network.silence()
      await direct.owner.transaction().execute(async (db) => {
        await sql`set local lock_timeout = 5000`.execute(db)
        await sql`lock table public.locked in share update exclusive mode`.execute(db)
      })
      end(new Error('gone'))
      await heal()
    },
  )

  test('closing ends, whatever the network does', async () => {
    const other = await openDatabase({ url: network.url, limits })
    await Promise.all([other.read({ sql: 'select 1', parameters: [] }), other.dataVersion(tenant)])
    const stuck = other.tenantTransaction(tenant, (db) => sql`select pg_sleep(60)`.execute(db))
    stuck.catch(() => {})
    network.silence()
    const begin = performance.now()
    await other.close()
    expect(performance.now() - begin).toBeLessThan(limits.closeMs + 2_000)
    await heal()
  })
})
