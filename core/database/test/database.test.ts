import { sql, type Kysely } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Migration } from '@tessera/plugin-api/server'
import { describeDatabases } from '@tessera/test-kit'
import { appRole, openDatabase, type Database } from '../src/index.ts'

const first = '00000000-0000-7000-8000-000000000001'
const second = '00000000-0000-7000-8000-000000000002'

const things: Migration = {
  up: async (db, tools) => {
    await sql`create table thing (tenant_id uuid not null, id int not null, label text, primary key (tenant_id, id))`.execute(
      db,
    )
    await tools.tenantTable('thing')
    await sql`create table colour (name text primary key)`.execute(db)
    await sql`insert into colour values ('red')`.execute(db)
    await tools.sharedTable('colour')
  },
}

async function one<T>(db: Kysely<never>, query: ReturnType<typeof sql<T>>): Promise<T | undefined> {
  return (await query.execute(db)).rows[0]
}

describeDatabases('database', (open, kind) => {
  let database: Database
  const add = (tenant: string, id: number, as = tenant) =>
    database.tenantTransaction(as, (db) => sql`insert into shop.thing values (${tenant}, ${id}, 'x')`.execute(db))
  // why: no tenant predicate here on purpose; row-level security alone must hold
  const idsSeenBy = (tenant: string) =>
    database.tenantTransaction(tenant, async (db) =>
      (await sql<{ id: number }>`select id from shop.thing order by id`.execute(db)).rows.map((row) => row.id),
    )

  beforeAll(async () => {
    database = await open()
    await database.migrate('shop', { '0001': things })
    await add(first, 1)
    await add(second, 2)
  })

  test('row-level security alone keeps tenants apart, reading and writing', async () => {
    expect(await idsSeenBy(first)).toEqual([1])
    expect(await idsSeenBy(second)).toEqual([2])
    await expect(add(first, 3, second)).rejects.toThrow('row-level security')
    await database.tenantTransaction(second, (db) => sql`delete from shop.thing where id = 1`.execute(db))
    await database.tenantTransaction(second, (db) => sql`update shop.thing set label = 'stolen'`.execute(db))
    const label = await database.tenantTransaction(first, (db) =>
      one(db, sql<{ label: string }>`select label from shop.thing`),
    )
    expect(label).toEqual({ label: 'x' })
  })

  test('without a tenant the application role sees nothing', async () => {
    const seen = await database.owner.transaction().execute(async (db) => {
      await sql`set local role ${sql.ref(appRole)}`.execute(db)
      return one(db, sql<{ n: number }>`select count(*) as n from shop.thing`)
    })
    expect(seen).toEqual({ n: 0 })
  })

  test('the application role can neither change tables nor become somebody else, and reads shared tables only', async () => {
    const attempt = (statement: string) => database.tenantTransaction(first, (db) => sql.raw(statement).execute(db))
    await expect(attempt('alter table shop.thing disable row level security')).rejects.toThrow()
    await expect(attempt('drop table shop.thing')).rejects.toThrow()
    await expect(attempt('create table shop.mine (id int)')).rejects.toThrow()
    await expect(attempt(`insert into shop.colour values ('blue')`)).rejects.toThrow('permission denied')
    await expect(attempt('select * from shop.migration')).rejects.toThrow('permission denied')
    expect((await attempt('select name from shop.colour')).rows).toEqual([{ name: 'red' }])
  })

  test('a tenant id that is not a UUID is refused before it reaches the database', async () => {
    await expect(idsSeenBy(`x'; drop table shop.thing; --`)).rejects.toMatchObject({ code: 'tenant_invalid' })
  })

  test('a table with tenants’ rows but without protection stops the start', async () => {
    await database.assertTenantTables('shop')
    await sql`create table shop.leaky (tenant_id uuid not null)`.execute(database.owner)
    await expect(database.assertTenantTables('shop')).rejects.toMatchObject({ code: 'tenants_unprotected' })
    await sql`drop table shop.leaky`.execute(database.owner)
  })

  test('a failing migration leaves nothing behind, those before it in the same run included', async () => {
    const half: Migration = { up: async (db) => void (await sql`create table half (id int)`.execute(db)) }
    const broken: Migration = {
      up: async (db) => {
        await sql`create table other (id int)`.execute(db)
        await sql`create nonsense`.execute(db)
      },
    }
    await expect(database.migrate('broken', { '0001': half, '0002': broken })).rejects.toThrow()
    const left = await one(database.owner, sql<{ half: string | null }>`select to_regclass('broken.half') as half`)
    expect(left).toEqual({ half: null })
    await database.migrate('broken', { '0001': half })
    expect(await one(database.owner, sql`select to_regclass('broken.half') is not null as half`)).toEqual({
      half: true,
    })
  })

  test('migrations run once, also when two start at the same time', async () => {
    let runs = 0
    const counted: Migration = {
      up: async (db) => {
        runs += 1
        await sql`create table once (id int)`.execute(db)
      },
    }
    await Promise.all([1, 2].map(() => database.migrate('twice', { '0001': counted })))
    await database.migrate('twice', { '0001': counted })
    expect(runs).toBe(1)
  })

  test('tables beside migrations are made once each, also when several start at the same time', async () => {
    await sql`create schema busy`.execute(database.owner)
    const statements = (name: string) => [
      sql`create table ${sql.table(`busy.${name}`)} (tenant_id uuid not null, n int)`,
    ]
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const starter = async () => {
      const made: boolean[] = []
      for (const name of names) {
        made.push(await database.createTenantTable({ schema: 'busy', name, statements: statements(name) }))
      }
      return made
    }
    const made = await Promise.all([starter(), starter(), starter()])
    expect(made.flat().filter(Boolean)).toHaveLength(names.length)
    await database.assertTenantTables('busy')
  })

  test('values arrive unrounded: dates and long numbers as text, the rest as numbers', async () => {
    const row = await one(
      database.owner,
      sql`select date '2026-03-29' as day, timestamp '2026-03-29 02:30' as local, 9007199254740993 as large,
        123456789012345678.1234 as money, 12.50 as price, 42::bigint as small, count(*) as n, 0.1::float8 as ratio`,
    )
    expect(row).toEqual({
      day: '2026-03-29',
      local: '2026-03-29 02:30:00',
      large: '9007199254740993',
      money: '123456789012345678.1234',
      price: 12.5,
      small: 42,
      n: 1,
      ratio: 0.1,
    })
  })

  test('statements inside and outside transactions never get each other’s answers', async () => {
    const inside = (n: number) =>
      database
        .tenantTransaction(first, (db) => one(db, sql<{ n: number }>`select ${n}::int as n`))
        .then((row) => row?.n === n)
    const outside = async (n: number) =>
      (await database.pool.query<{ n: number; twice: number }>('select $1::int as n, $1::int * 2 as twice', [n]))
        .rows[0]?.twice ===
      2 * n
    const answers = await Promise.all(Array.from({ length: 120 }, (_, n) => (n % 2 === 0 ? inside(n) : outside(n))))
    expect(answers.every(Boolean)).toBe(true)
  })

  test('an error inside rolls everything back and the connection is usable again', async () => {
    const failing = database.tenantTransaction(first, async (db) => {
      await sql`insert into shop.thing values (${first}, 50, 'x')`.execute(db)
      await sql`select 1 / 0`.execute(db)
    })
    await expect(failing).rejects.toThrow('division by zero')
    const swallowed = database.tenantTransaction(first, async (db) => {
      await sql`insert into shop.thing values (${first}, 51, 'x')`.execute(db)
      await sql`select 1 / 0`.execute(db).catch(() => {})
    })
    await expect(swallowed).rejects.toThrow('rolled back')
    expect(await idsSeenBy(first)).toEqual([1])
  })

  test('a reading transaction that swallowed an error answers nothing either', async () => {
    const swallowed = database.tenantTransaction(
      first,
      async (db) => {
        await sql`select 1 / 0`.execute(db).catch(() => {})
        return 'half of it'
      },
      { readOnly: true },
    )
    await expect(swallowed).rejects.toThrow('rolled back')
    const next = database.tenantTransaction(first, (db) => sql`select 1 as n`.execute(db), { readOnly: true })
    expect((await next).rows).toEqual([{ n: 1 }])
  })

  const leave = async () => {
    const leaving = new AbortController()
    const sleeping = database.tenantTransaction(first, (db) => sql`select pg_sleep(3), 'abandoned'`.execute(db), {
      signal: leaving.signal,
    })
    setTimeout(() => leaving.abort(), 100)
    await expect(sleeping).rejects.toMatchObject({ code: 'query_cancelled' })
  }

  test('who leaves gets no answer', leave)

  test.skipIf(kind !== 'postgres')('the statement of who leaves is stopped', async () => {
    await leave()
    await expect
      .poll(() =>
        one(
          database.owner,
          sql<{ n: number }>`select count(*) as n from pg_stat_activity
            where datname = current_database() and state = 'active' and query like '%abandoned%' and pid <> pg_backend_pid()`,
        ),
      )
      .toEqual({ n: 0 })
  })

  test.skipIf(kind !== 'postgres')('as many transactions run at once as there are to be connections', async () => {
    const narrow = await openDatabase({ url: database.url, connections: 2 })
    try {
      let [running, most] = [0, 0]
      const work = async (db: Kysely<never>) => {
        running += 1
        most = Math.max(most, running)
        await sql`select pg_sleep(0.1)`.execute(db)
        running -= 1
      }
      await Promise.all(Array.from({ length: 6 }, () => narrow.tenantTransaction(first, work)))
      expect(most).toBe(2)
    } finally {
      await narrow.close()
    }
  })

  test('a statement that takes too long is given up', async () => {
    const slow = database.tenantTransaction(first, (db) => sql`select pg_sleep(2)`.execute(db), { timeoutMs: 100 })
    await expect(slow).rejects.toMatchObject({ code: 'query_timeout', status: 504 })
  })

  test.skipIf(kind !== 'postgres')(
    'a connection that breaks between two statements fails its transaction and nothing else',
    async () => {
      const cut = database.tenantTransaction(first, async (db) => {
        const backend = await one(db, sql<{ pid: number }>`select pg_backend_pid() as pid`)
        await database.pool.query('select pg_terminate_backend($1)', [backend?.pid])
        await new Promise((done) => setTimeout(done, 200))
        await sql`select 1`.execute(db)
      })
      await expect(cut).rejects.toThrow()
      expect(await idsSeenBy(first)).toEqual([1])
    },
  )
})
