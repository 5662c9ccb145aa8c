import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { metricQuerySchema, type Frame } from '@tessera/plugin-api/wire'
import {
  createAnswers,
  createQueryEngine,
  createTurns,
  type QueryContext,
  type QueryEngine,
  type Rollups,
} from '../src/index.ts'
import { worldRollups, write } from './rollup-world.ts'
import { fillTwoDays, happening, tenant } from './two-days.ts'
import { createWorld, model } from './world.ts'

describeDatabases('questions over data whose version is known', (open) => {
  let database: Database
  let engine: QueryEngine
  let rollups: Rollups
  /** What happens between the question and its transaction. */
  let meanwhile: (() => Promise<unknown>) | null
  const runs: number[] = []
  /** Statements in the order they were sent. */
  const sent: string[] = []

  const add = (...days: readonly string[]) =>
    database.tenantTransaction(tenant.id, (db) => write(db, tenant.id, { happenings: days.map(happening) }))
  const ask = (query: object = {}, more: Pick<QueryContext, 'rollups'> = {}): Promise<Frame> =>
    engine.run(
      metricQuerySchema.parse({
        metrics: [{ id: 'x.rows' }],
        time: { range: { from: '2026-10-24', to: '2026-11-03' } },
        ...query,
      }),
      { tenant, plugins: new Set(['x']), ...more },
    )
  const rowsOf = async (query: object = {}) => (await ask(query)).rows
  /** Statements of the transactions that answered a question, one number each. */
  const counted = async (query: object = {}) => {
    runs.length = 0
    await ask(query)
    return [...runs]
  }

  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    rollups = await worldRollups(database)
    const watched: typeof database.tenantTransaction = async (id, work, options) => {
      const once = meanwhile
      meanwhile = null
      await once?.()
      const place = runs.push(0) - 1
      return database.tenantTransaction(
        id,
        (db, statements) =>
          work(db, {
            ...statements,
            run: (...args) => {
              runs[place] = (runs[place] ?? 0) + 1
              sent.push(args[0].sql)
              return statements.run(...args)
            },
          }),
        options,
      )
    }
    const answers = createAnswers({ bytes: 0, versions: database })
    engine = createQueryEngine({
      model,
      database: { tenantTransaction: watched, dataVersionStatement: database.dataVersionStatement },
      rollups: rollups.definitions,
      answers,
      turns: createTurns({ total: 6, perTenant: 6, waiting: 10 }),
      now: () => new Date('2026-11-05T12:00:00Z'),
    })
  })

  beforeEach(async () => {
    meanwhile = null
    await fillTwoDays(database, rollups)
  })

  test('how data stand is read once for each of their versions', async () => {
    expect(await counted()).toEqual([5])
    expect(await counted()).toEqual([2])
    expect(await counted({ metrics: [{ id: 'x.spend' }] })).toEqual([5])
    await add('2026-10-26')
    expect(await counted()).toEqual([5])
    expect(await counted()).toEqual([2])
  })

  test('a ranking and totals over the range need more than one statement', async () => {
    await ask()
    const provider = ['x.provider']
    expect(await counted({ dimensions: provider, top: { dimension: 'x.provider', by: 'x.rows', n: 1 } })).toEqual([5])
    expect(await counted({ dimensions: provider, totals: 'grand' })).toEqual([2])
  })

  test('of questions that come together those that read rows begin first', async () => {
    const fromRows = { dimensions: ['x.provider'] }
    const questions = () => [
      ask(),
      ask({ time: { grain: 'day', range: { last: 7, unit: 'day' } } }),
      ask(fromRows, { rollups: 'off' }),
    ]
    await Promise.all(questions())
    sent.length = 0
    await Promise.all(questions())
    const leaves = sent.filter((statement) => statement.includes('leaf1'))
    expect(leaves.map((statement) => statement.includes('"world"."events"'))).toEqual([true, false, false])
  })

  test('what is written between the question and its answer counts, rollup or not', async () => {
    expect(await rowsOf()).toEqual([[2]])
    for (let count = 3; count < 7; count += 1) {
      meanwhile = () => add('2026-10-28')
      expect(await rowsOf()).toEqual([[count]])
      expect(await rowsOf()).toEqual([[count]])
    }
    // why: a bucket before the first row is unknown, one after it is 0; the new row moves the line between them
    const daily = { time: { range: { from: '2026-10-22', to: '2026-10-26' }, grain: 'day' } }
    const values = async () => (await ask(daily)).rows.map((row) => row[1])
    expect(await values()).toEqual([null, null, null, 1])
    meanwhile = () => add('2026-10-23')
    expect(await values()).toEqual([null, 1, 0, 1])
  })

  test('a rollup that is gone is left out', async () => {
    const served = async () => (await ask()).meta.source.kind
    expect([await served(), await served()]).toEqual(['rollup', 'rollup'])
    // why: another process that does not know the definition drops its table
    for (const { table } of rollups.definitions) await sql`drop table ${sql.table(table)}`.execute(database.owner)
    await sql`delete from core.rollup_states`.execute(database.owner)
    expect(await rowsOf()).toEqual([[2]])
    expect(await served()).toBe('raw')
    await rollups.prepare()
  })

  test('a statement that fails by itself is refused by name', async () => {
    const byProvider = () =>
      engine.run(metricQuerySchema.parse({ metrics: [{ id: 'x.rows' }], dimensions: ['x.provider'] }), {
        tenant,
        plugins: new Set(['x']),
        rollups: 'off',
      })
    expect((await byProvider()).rows).toEqual([['google', 2]])
    await sql`alter table world.events rename column properties to elsewhere`.execute(database.owner)
    try {
      await expect(byProvider()).rejects.toMatchObject({ code: 'query_failed' })
    } finally {
      await sql`alter table world.events rename column elsewhere to properties`.execute(database.owner)
    }
    expect((await byProvider()).rows).toEqual([['google', 2]])
  })
})
