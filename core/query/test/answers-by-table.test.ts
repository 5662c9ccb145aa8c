import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { openDatabase, type Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { createAnswers, createQueryEngine, type QueryEngine, type Rollups } from '../src/index.ts'
import { worldRollups, write } from './rollup-world.ts'
import { berlin, fillTwoDays, happening, next, tenant } from './two-days.ts'
import { createWorld, model, rowId, userId } from './world.ts'

const context = { tenant, plugins: new Set(['x']) }
const metrics = ['rows', 'total', 'users', 'spend', 'cost_per_a', 'open', 'last_two_days', 'step2', 'ever']

describeDatabases('answers kept by the tables they were made from', (open) => {
  let database: Database
  let other: Database
  let rollups: Rollups
  /** Two servers, and one that keeps nothing. */
  let servers: readonly [QueryEngine, QueryEngine]
  let plain: QueryEngine

  const ask = (engine: QueryEngine, metric: string) =>
    engine.run(
      { metrics: [{ id: `x.${metric}` }], time: { range: { from: '2026-10-24', to: '2026-11-03' }, grain: 'day' } },
      context,
    )
  const kept = async (metric: string, engine = servers[0]) => (await ask(engine, metric)).meta.cache
  const add = (...days: readonly string[]) =>
    other.tenantTransaction(tenant.id, (db) => write(db, tenant.id, { happenings: days.map(happening) }))
  const spend = (amount: number) =>
    other.tenantTransaction(tenant.id, (db) =>
      write(db, tenant.id, {
        spendings: [{ tenant: 0, id: rowId(next()), date: '2026-10-27', provider: null, amount }],
      }),
    )
  const tick = () =>
    other.tenantTransaction(tenant.id, (db) =>
      sql`insert into chores.ticks values (${tenant.id}, ${next()})`.execute(db),
    )

  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    await database.migrate('chores', {
      '0001': {
        up: async (db, tools) => {
          await sql`create table ticks (tenant_id uuid not null, at int not null)`.execute(db)
          await tools.tenantTable('ticks')
        },
      },
    })
    rollups = await worldRollups(database)
    other = await openDatabase({ url: database.url })
    return () => other.close()
  })

  beforeEach(async () => {
    const over = (own: Database, bytes: number) =>
      createQueryEngine({
        model,
        database: own,
        rollups: rollups.definitions,
        answers: createAnswers({ bytes, versions: own }),
        now: () => new Date('2026-11-05T12:00:00Z'),
      })
    servers = [over(database, 1e7), over(other, 1e7)]
    plain = createQueryEngine({ model, database, now: () => new Date('2026-11-05T12:00:00Z') })
    await fillTwoDays(database, rollups)
  })

  test('a write to a table that no metric reads leaves every answer', async () => {
    for (const metric of metrics) await ask(servers[0], metric)
    await tick()
    for (const metric of metrics) expect([metric, await kept(metric)]).toEqual([metric, 'hit'])
  })

  test('a write takes the answers that read its table, and leaves the others', async () => {
    for (const metric of ['rows', 'open', 'spend']) await ask(servers[0], metric)
    await other.tenantTransaction(tenant.id, (db) => sql`delete from world.connections`.execute(db))
    await other.tenantTransaction(tenant.id, (db) =>
      sql`insert into world.connections values (${tenant.id}, ${rowId(1)}, ${userId(0)}, null, '2026-10-25T00:00:00Z', null)`.execute(
        db,
      ),
    )
    expect(await kept('rows')).toBe('hit')
    expect(await kept('spend')).toBe('hit')
    expect(await kept('open')).toBe('miss')
  })

  test('what was rolled back leaves every answer, and what the owner writes takes them all', async () => {
    await ask(servers[0], 'rows')
    const failing = database.tenantTransaction(tenant.id, async (db) => {
      await write(db, tenant.id, { happenings: [happening('2026-10-26')] })
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await kept('rows')).toBe('hit')
    await database.noteOwnerWrite(tenant.id)
    expect(await kept('rows')).toBe('miss')
  })

  test('answers of two servers, from rollups and rows, are never older than what was written last', async () => {
    const steps: readonly (() => Promise<unknown>)[] = [
      () => add('2026-10-26'),
      tick,
      () => spend(3),
      () => rollups.refresh(berlin),
      () => add('2026-10-28', '2026-10-29'),
      () => spend(4),
      tick,
      () => other.tenantTransaction(tenant.id, (db) => write(db, tenant.id, { gone: [] })),
      () => rollups.refresh(berlin),
      () => add('2026-10-26'),
      () => rollups.rebuild(berlin),
      () => spend(5),
      () => rollups.refresh(berlin),
    ]
    for (const step of steps) {
      for (const engine of servers) for (const metric of metrics) await ask(engine, metric)
      await step()
      for (const metric of metrics) {
        const { rows } = await ask(plain, metric)
        for (const engine of servers) expect([metric, (await ask(engine, metric)).rows]).toEqual([metric, rows])
      }
    }
  })
})
