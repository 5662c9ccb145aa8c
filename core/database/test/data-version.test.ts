import { sql, type Kysely } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { describeDatabases } from '@tessera/test-kit'
import { batchedRead, openDatabase, type Database } from '../src/index.ts'

const first = '00000000-0000-7000-8000-000000000001'
const second = '00000000-0000-7000-8000-000000000002'

describeDatabases('data version', (open) => {
  let database: Database
  let other: Database
  let id = 0
  const write = (on: Database, tenant: string, failing = false) =>
    on.tenantTransaction(tenant, async (db) => {
      await sql`insert into shop.thing values (${tenant}, ${(id += 1)})`.execute(db)
      if (failing) throw new Error('on purpose')
    })

  beforeAll(async () => {
    database = await open()
    await database.migrate('shop', {
      '0001': {
        up: async (db, tools) => {
          await sql`create table thing (tenant_id uuid not null, id int not null, primary key (tenant_id, id))`.execute(
            db,
          )
          await tools.tenantTable('thing')
        },
      },
    })
    // why: a second process that writes to the same database is a second pool on its address
    other = await openDatabase({ url: database.url })
    return () => other.close()
  })

  test('a transaction that wrote changes the version of its tenant and of nobody else', async () => {
    const before = [await database.dataVersion(first), await database.dataVersion(second)]
    expect(await database.dataVersion(first)).toBe(before[0])
    await write(database, first)
    expect(await database.dataVersion(first)).not.toBe(before[0])
    expect(await database.dataVersion(second)).toBe(before[1])
  })

  test('reading, writing nothing and rolling back change nothing', async () => {
    const before = await database.dataVersion(first)
    await database.tenantTransaction(first, (db) => sql`select * from shop.thing`.execute(db))
    await database.tenantTransaction(first, (db) => sql`select * from shop.thing`.execute(db), { readOnly: true })
    await database.tenantTransaction(first, (db) => sql`delete from shop.thing where id < 0`.execute(db))
    await expect(write(database, first, true)).rejects.toThrow('on purpose')
    expect(await database.dataVersion(first)).toBe(before)
  })

  test('what another process commits is seen by the very next read', async () => {
    const seen = new Set([await database.dataVersion(first)])
    for (let n = 0; n < 20; n += 1) {
      await write(other, first)
      seen.add(await database.dataVersion(first))
    }
    expect(seen.size).toBe(21)
  })

  test('a version changes in the commit of the rows: whoever sees new rows sees a new version', async () => {
    const state = { done: false }
    const counts = new Map<string, Set<number>>()
    const writing = (async () => {
      for (let n = 0; n < 30; n += 1) await write(other, second)
      state.done = true
    })()
    while (!state.done) {
      const row = await database.tenantTransaction(
        second,
        async (db) =>
          (
            await sql<{ n: number; version: string }>`
              select (select count(*) from shop.thing where tenant_id = ${second}) as n,
                (select version from tessera.data_version where tenant_id = ${second}) as version`.execute(db)
          ).rows[0],
        { readOnly: true },
      )
      const { version, n } = row ?? { version: '', n: -1 }
      counts.set(version, (counts.get(version) ?? new Set()).add(n))
    }
    await writing
    expect([...counts.values()].filter((seen) => seen.size > 1)).toEqual([])
  })

  test('concurrent writers of one tenant all succeed', async () => {
    await Promise.all(Array.from({ length: 12 }, () => write(database, first)))
    await expect(database.dataVersion(first)).resolves.toMatch(/^[0-9a-f-]{36}$/)
  })

  test('migrations and writes of the owner change the versions of all it concerns', async () => {
    const before = [await database.dataVersion(first), await database.dataVersion(second)]
    await database.noteOwnerWrite(first)
    const after = [await database.dataVersion(first), await database.dataVersion(second)]
    expect(after[0]).not.toBe(before[0])
    expect(after[1]).toBe(before[1])
    await database.migrate('more', { '0001': { up: async (db) => void (await sql`select 1`.execute(db)) } })
    expect(await database.dataVersion(first)).not.toBe(after[0])
    expect(await database.dataVersion(second)).not.toBe(after[1])
  })

  describe('of tables', () => {
    const tablesOf = async (tenant: string) => (await database.tableVersions(tenant)).tables
    /** Tables whose version a piece of work changed. */
    const changedBy = async (work: (db: Kysely<never>) => Promise<unknown>, on = database) => {
      const before = await tablesOf(first)
      await on.tenantTransaction(first, work)
      const after = await tablesOf(first)
      return Object.keys(after)
        .filter((table) => after[table] !== before[table])
        .toSorted()
    }
    const run = (text: string) => (db: Kysely<never>) => sql.raw(text).execute(db)

    beforeAll(async () => {
      const statements = [
        'create table parent (tenant_id uuid not null, id int not null, primary key (tenant_id, id))',
        `create table child (tenant_id uuid not null, parent int not null,
          foreign key (tenant_id, parent) references parent on delete cascade)`,
        'create table day (tenant_id uuid not null, at date not null) partition by range (at)',
        `create table day_1 partition of day for values from ('2026-01-01') to ('2026-02-01')`,
        'create table log (tenant_id uuid not null, said text)',
        'create view open_parents with (security_invoker = true) as select * from parent',
        'grant select, insert on open_parents to tessera_app',
        `create function say(tenant uuid) returns int language plpgsql as
          $$ begin insert into yard.log values (tenant, 'x'); return 1; end $$`,
        `create function heard() returns bigint language plpgsql stable as
          $$ begin return (select count(*) from yard.log); end $$`,
        `create function note() returns trigger language plpgsql as
          $$ begin insert into yard.log values (new.tenant_id, 'y'); return new; end $$`,
        'create trigger noted after insert on parent for each row when (new.id > 100) execute function note()',
      ]
      await database.migrate('yard', {
        '0001': {
          up: async (db, tools) => {
            for (const statement of statements) await sql.raw(statement).execute(db)
            for (const table of ['parent', 'child', 'day', 'log']) await tools.tenantTable(table)
            await tools.tenantTable('day_1')
          },
        },
      })
    })

    test('a write changes the version of its table alone, in whichever process', async () => {
      const insert = run(`insert into yard.parent values ('${first}', 1)`)
      expect(await changedBy(insert, other)).toEqual(['yard.parent'])
      expect(await changedBy(run('select * from yard.parent'))).toEqual([])
      expect(await changedBy(run('select * from yard.parent for update'))).toEqual([])
      expect(await changedBy(run('update yard.parent set id = 2'))).toEqual(['yard.parent'])
      expect(Object.keys(await tablesOf(second))).not.toContain('yard.parent')
    })

    test('what a plugin does not say is known too: views, functions, triggers, cascades, partitions, common table expressions', async () => {
      expect(await changedBy(run(`insert into yard.child values ('${first}', 2)`))).toEqual(['yard.child'])
      expect(await changedBy(run('delete from yard.parent'))).toEqual(['yard.child', 'yard.parent'])
      expect(await changedBy(run(`insert into yard.open_parents values ('${first}', 3)`))).toEqual(['yard.parent'])
      expect(await changedBy(run(`select yard.say('${first}')`))).toEqual(['yard.log'])
      expect(await changedBy(run(`insert into yard.parent values ('${first}', 101)`))).toEqual([
        'yard.log',
        'yard.parent',
      ])
      expect(await changedBy(run(`insert into yard.day values ('${first}', '2026-01-02')`))).toEqual([
        'yard.day',
        'yard.day_1',
      ])
      expect(await changedBy(run(`insert into yard.day_1 values ('${first}', '2026-01-03')`))).toEqual([
        'yard.day',
        'yard.day_1',
      ])
      const within = `with gone as (delete from yard.log returning tenant_id) select count(*) from gone`
      expect(await changedBy(run(within))).toEqual(['yard.log'])
    })

    test('what was rolled back changes nothing, a whole transaction or a part of it', async () => {
      const before = await tablesOf(first)
      const failing = database.tenantTransaction(first, async (db) => {
        await run(`insert into yard.parent values ('${first}', 9)`)(db)
        throw new Error('on purpose')
      })
      await expect(failing).rejects.toThrow('on purpose')
      expect(await tablesOf(first)).toEqual(before)
      const partly = async (db: Kysely<never>) => {
        await run('savepoint a')(db)
        await run(`insert into yard.parent values ('${first}', 9)`)(db)
        await run('rollback to savepoint a')(db)
        await run(`insert into yard.log values ('${first}', 'z')`)(db)
      }
      expect(await changedBy(partly)).toEqual(['yard.log'])
    })

    test('a write of the owner changes them all', async () => {
      const before = await database.tableVersions(first)
      await database.noteOwnerWrite(first)
      const after = await database.tableVersions(first)
      expect(after.whole).not.toBe(before.whole)
      await database.noteOwnerWrite()
      expect((await database.tableVersions(first)).whole).not.toBe(after.whole)
    })

    test('a reading transaction tells what it read, behind views and in functions too', async () => {
      const readBy = async (text: string) => {
        let tables: readonly string[] = []
        const onRead = (read: readonly string[]) => void (tables = read.toSorted())
        await database.tenantTransaction(first, run(text), { readOnly: true, onRead })
        const once = tables
        const statement = { sql: text, parameters: [] }
        await database.tenantTransaction(first, (_, { run: one }) => one(statement, { prepared: true, last: true }), {
          readOnly: true,
          onRead,
        })
        expect(tables).toEqual(once)
        return once
      }
      expect(await readBy('select 1')).toEqual([])
      expect(await readBy('select * from yard.parent')).toEqual(['yard.parent'])
      expect(await readBy('select * from yard.open_parents')).toEqual(['yard.parent'])
      expect(await readBy('select yard.heard()')).toEqual(['yard.log'])
      expect(await readBy('select (select count(*) from yard.child) from yard.day')).toEqual([
        'yard.child',
        'yard.day',
        'yard.day_1',
      ])
    })
  })

  test('a tenant cannot touch the version of another', async () => {
    const before = await database.dataVersion(second)
    await database.tenantTransaction(first, (db) =>
      sql`update tessera.data_version set version = gen_random_uuid()`.execute(db),
    )
    expect(await database.dataVersion(second)).toBe(before)
    await expect(database.dataVersion('nobody')).rejects.toMatchObject({ code: 'tenant_invalid' })
  })
})

test('callers who ask while a read runs share the next one, and none gets an answer older than its question', async () => {
  let value = 0
  const reads: (readonly string[])[] = []
  const gates: PromiseWithResolvers<void>[] = []
  const read = batchedRead(async (keys) => {
    reads.push(keys)
    const now = value
    const gate = Promise.withResolvers<void>()
    gates.push(gate)
    await gate.promise
    return new Map(keys.map((key) => [key, now]))
  })
  const early = read('a')
  await expect.poll(() => gates.length).toBe(1)
  value = 1
  const late = [read('a'), read('b'), read('a')]
  expect(reads).toEqual([['a']])
  gates[0]?.resolve()
  expect(await early).toBe(0)
  await expect.poll(() => gates.length).toBe(2)
  gates[1]?.resolve()
  expect(await Promise.all(late)).toEqual([1, 1, 1])
  expect(reads).toEqual([['a'], ['a', 'b']])
})

test('a failing read fails for those who waited for it, and the next one is tried', async () => {
  let broken = true
  const read = batchedRead(async (keys) => {
    if (broken) throw new Error('gone')
    return new Map(keys.map((key) => [key, key]))
  })
  const failing = [read('a'), read('b')]
  for (const one of failing) await expect(one).rejects.toThrow('gone')
  broken = false
  expect(await read('a')).toBe('a')
})
