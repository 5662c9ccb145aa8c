import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { describeDatabases } from '@tessera/test-kit'
import type { Database } from '../src/index.ts'
import { preparedStatements } from '../src/prepared.ts'

const first = '00000000-0000-7000-8000-000000000001'
const second = '00000000-0000-7000-8000-000000000002'

describeDatabases('prepared statements', (open, kind) => {
  let database: Database
  const read = (tenant: string, text: string, parameters: readonly unknown[] = []) =>
    database.tenantTransaction(tenant, (_, { run }) => run({ sql: text, parameters }, { prepared: true }), {
      readOnly: true,
    })
  const labels = (tenant: string) => read(tenant, 'select label from shop.thing order by label')
  const keptNow = `select statement from pg_prepared_statements where name like 'tessera_%' order by prepare_time`
  const ofConnection = () =>
    database
      .tenantTransaction(first, (db) =>
        sql<{ n: number }>`select count(*)::int as n from pg_prepared_statements where name like 'tessera_%'`.execute(
          db,
        ),
      )
      .then(({ rows }) => rows[0]?.n ?? 0)

  beforeAll(async () => {
    database = await open()
    await database.migrate('shop', {
      '0001': {
        up: async (db, tools) => {
          await sql`create table thing (tenant_id uuid not null, label text, primary key (tenant_id, label))`.execute(
            db,
          )
          await tools.tenantTable('thing')
        },
      },
    })
    for (const tenant of [first, second]) {
      await database.tenantTransaction(tenant, (db) =>
        sql`insert into shop.thing values (${tenant}, ${`of ${tenant.at(-1) ?? ''}`})`.execute(db),
      )
    }
  })

  test('a statement kept by a connection serves each tenant its own rows', async () => {
    for (let n = 0; n < 8; n += 1) {
      expect(await labels(first)).toEqual([{ label: 'of 1' }])
      expect(await labels(second)).toEqual([{ label: 'of 2' }])
    }
    const many = await Promise.all(Array.from({ length: 40 }, (_, n) => labels(n % 2 === 0 ? first : second)))
    expect(many).toEqual(many.map((_, n) => [{ label: n % 2 === 0 ? 'of 1' : 'of 2' }]))
    expect((await ofConnection()) > 0).toBe(database.kind === 'postgres')
  })

  test('nothing runs after the last statement of a reader', async () => {
    const late = database.tenantTransaction(
      first,
      async (db, { run }) => {
        const rows = await run({ sql: 'select label from shop.thing', parameters: [] }, { last: true })
        expect(rows).toEqual([{ label: 'of 1' }])
        await expect(run({ sql: 'select label from shop.thing', parameters: [] })).rejects.toThrow('last statement')
        await expect(sql`select label from shop.thing`.execute(db)).rejects.toThrow('last statement')
        return rows
      },
      { readOnly: true },
    )
    expect(await late).toEqual([{ label: 'of 1' }])
    const next = database.pool.query(
      'select pg_current_xact_id_if_assigned() as id, current_user = session_user as own',
    )
    expect((await next).rows).toEqual([{ id: null, own: true }])
  })

  test('a last statement that fails fails its transaction, and the connection is usable again', async () => {
    const failing = database.tenantTransaction(
      first,
      (_, { run }) => run({ sql: 'select 1 / $1::int', parameters: [0] }, { last: true }),
      { readOnly: true },
    )
    await expect(failing).rejects.toThrow('division by zero')
    expect(await labels(first)).toEqual([{ label: 'of 1' }])
  })

  test('a writer says which statement is its last as it likes: it commits at its end', async () => {
    await database.tenantTransaction(first, async (_, { run }) => {
      await run({ sql: `insert into shop.thing values ($1, 'new')`, parameters: [first] }, { last: true })
      await run({ sql: `delete from shop.thing where label = 'new'`, parameters: [] })
    })
    expect(await labels(first)).toEqual([{ label: 'of 1' }])
  })

  test('a connection keeps no more than so many, and those used last', async () => {
    const all = Array.from({ length: 150 }, (_, n) => `select ${n}::int as n, $1::int as m`)
    await database.tenantTransaction(
      first,
      async (_, { run }) => {
        for (const [n, text] of [...all.entries(), ...all.entries()]) {
          expect(await run({ sql: text, parameters: [n] }, { prepared: true })).toEqual([{ n, m: n }])
        }
        const kept = await run({ sql: keptNow, parameters: [] })
        expect(kept).toEqual(database.kind === 'postgres' ? all.slice(-64).map((statement) => ({ statement })) : [])
      },
      { readOnly: true },
    )
  })

  test('a statement that never came to be is forgotten without harm', async () => {
    await expect(read(first, 'select nothing from nowhere')).rejects.toThrow('nowhere')
    for (let n = 0; n < 70; n += 1) {
      expect(await read(first, `select ${n}::int as other, $1::int as m`, [n])).toEqual([{ other: n, m: n }])
    }
    expect(await labels(first)).toEqual([{ label: 'of 1' }])
  })

  test('a column that changes its type is read as it is now', async () => {
    const all = () => read(first, 'select * from shop.price')
    await database.pool.query('create table shop.price (value int not null)')
    await database.pool.query('insert into shop.price values (12)')
    await database.pool.query('grant select on shop.price to public')
    for (let n = 0; n < 8; n += 1) expect(await all()).toEqual([{ value: 12 }])
    await database.pool.query('alter table shop.price alter column value type text')
    expect(await all()).toEqual([{ value: '12' }])
    await database.pool.query('drop table shop.price')
  })

  test.skipIf(kind !== 'postgres')(
    'a connection that learns of an altered table forgets what it had prepared',
    async () => {
      const pool = new pg.Pool({ connectionString: database.url, max: 1, pipeline: true })
      const client = await pool.connect()
      const { query, mayRepeat } = preparedStatements(true)
      const price = () => query(client, { sql: 'select * from shop.cost', parameters: [] }).then(({ rows }) => rows)
      try {
        await client.query('create table shop.cost (value int not null)')
        await query(client, { sql: 'select 1 as other', parameters: [] })
        expect(await price()).toEqual([])
        await client.query('alter table shop.cost alter column value type text')
        const error = await price().catch((refusal: unknown) => refusal)
        expect(error).toMatchObject({ code: '0A000' })
        expect(mayRepeat(error)).toBe(true)
        expect(await price()).toEqual([])
        expect((await client.query(keptNow)).rows).toEqual([{ statement: 'select * from shop.cost' }])
      } finally {
        await client.query('drop table shop.cost')
        client.release()
        await pool.end()
      }
    },
  )

  // why: last, for from then on this database prepares nothing
  test('a pooler that hands out other connections costs a second try', async () => {
    const owners = () => database.read({ sql: 'select $1::int as n', parameters: [3] })
    for (let n = 0; n < 3; n += 1) {
      expect(await labels(first)).toEqual([{ label: 'of 1' }])
      expect(await owners()).toEqual([{ n: 3 }])
      await database.pool.query('deallocate all')
      await database.tenantTransaction(first, (db) => sql`deallocate all`.execute(db))
    }
    expect(await Promise.all(Array.from({ length: 30 }, () => labels(second)))).toEqual(
      Array.from({ length: 30 }, () => [{ label: 'of 2' }]),
    )
  })
})
