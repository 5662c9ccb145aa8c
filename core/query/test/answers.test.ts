import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { openDatabase, type Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import type { Frame, MetricQuery } from '@tessera/plugin-api/wire'
import {
  createAnswers,
  createQueryEngine,
  type QueryContext,
  type QueryEngine,
  type SharedStore,
} from '../src/index.ts'
import { asked, worldFrom, type Asked } from './arbitrary.ts'
import { createWorld, fillWorld, model, rowId, tenants } from './world.ts'
import { runsOn } from './runs-on.ts'

const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
const context: QueryContext = { tenant, plugins: new Set(['x']) }
const other: QueryContext = { ...context, tenant: { ...tenant, id: tenants[1], slug: 'b' } }
const all: MetricQuery = { metrics: [{ id: 'x.rows' }], time: { range: { from: '2026-10-01', to: '2026-11-01' } } }

/** A store that several engines share, as Redis is. */
function sharedMap(): SharedStore & { readonly map: Map<string, string> } {
  const map = new Map<string, string>()
  return { map, get: async (key) => map.get(key) ?? null, set: (key, value) => void map.set(key, value) }
}

describeDatabases('cached answers', (open) => {
  let database: Database
  let writer: Database
  let clock = new Date('2026-10-07T12:00:00Z')
  let serial = 0
  const engineOf = (options: { bytes?: number; shared?: SharedStore; fingerprint?: string } = {}): QueryEngine => {
    const answers = createAnswers({ bytes: 1e7, versions: database, ...options })
    return createQueryEngine({ model, database, answers, now: () => clock })
  }
  let engine: QueryEngine
  const add = (on: Database, to: string = tenants[0]) =>
    on.tenantTransaction(to, (db) =>
      sql`insert into world.events (tenant_id, "timestamp", event_id, event, properties)
        values (${to}, '2026-10-02T10:00:00Z', ${rowId((serial += 1))}, 'a', '{}')`.execute(db),
    )
  const seen = async (as: QueryContext = context) => {
    const frame = await engine.run(all, as)
    return [frame.meta.cache, frame.rows[0]?.[0]]
  }

  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    writer = await openDatabase({ url: database.url })
    return () => writer.close()
  })

  beforeEach(async () => {
    clock = new Date('2026-10-07T12:00:00Z')
    await fillWorld(database, { happenings: [], lastings: [], spendings: [] })
    engine = engineOf()
    await add(database)
  })

  test('an answer is given again until the data changes, whoever changed it', async () => {
    expect(await seen()).toEqual(['miss', 1])
    expect(await seen()).toEqual(['hit', 1])
    await add(database)
    expect(await seen()).toEqual(['miss', 2])
    expect(await seen()).toEqual(['hit', 2])
    for (let n = 3; n < 10; n += 1) {
      await add(writer)
      expect(await seen()).toEqual(['miss', n])
    }
    await add(writer, tenants[1])
    expect(await seen()).toEqual(['hit', 9])
  })

  test('tenants never share an answer, and a plugin that is switched off answers nothing', async () => {
    expect(await seen()).toEqual(['miss', 1])
    expect(await seen(other)).toEqual(['miss', null])
    await expect(seen({ ...context, plugins: new Set() })).rejects.toMatchObject({ code: 'plugin_disabled' })
    await expect(engine.run(all, { ...context, tenant: null } as never)).rejects.toMatchObject({ code: 'no_context' })
    expect(await seen()).toEqual(['hit', 1])
  })

  test('a repeated answer tells its own clock and duration, and nobody can change what is kept', async () => {
    const first = await engine.run(all, context)
    clock = new Date('2026-10-07T13:00:00Z')
    const again = await engine.run(all, context)
    expect(again.meta).toMatchObject({ cache: 'hit', now: '2026-10-07T13:00:00Z' })
    expect(again.meta.durationMs).toBeLessThan(first.meta.durationMs + 1000)
    expect(() => ((first.rows[0] as unknown[])[0] = 99)).toThrow(TypeError)
    expect(() => ((again.columns[0] as { title: string }).title = 'x')).toThrow(TypeError)
    expect((await engine.run(all, context)).rows).toEqual([[1]])
  })

  test('while writers write, no answer is older than its question', async () => {
    const state = { done: false, committed: 1 }
    const writing = (async () => {
      for (let n = 0; n < 25; n += 1) {
        await add(writer)
        state.committed += 1
      }
      state.done = true
    })()
    const reading = Array.from({ length: 4 }, async () => {
      while (!state.done) {
        const atLeast = state.committed
        const [, count] = await seen()
        expect(count).toBeGreaterThanOrEqual(atLeast)
      }
    })
    await Promise.all([writing, ...reading])
    expect(await seen()).toEqual([expect.any(String), 26])
  })

  test('equal questions at once are computed once', async () => {
    const statements = { count: 0 }
    const counting: Database = {
      ...database,
      tenantTransaction: (...args) => {
        statements.count += 1
        return database.tenantTransaction(...args)
      },
    }
    const answers = createAnswers({ bytes: 0, versions: database })
    engine = createQueryEngine({ model, database: counting, answers, now: () => clock })
    const frames = await Promise.all(Array.from({ length: 8 }, () => engine.run(all, context)))
    expect(frames.map((frame) => frame.rows)).toEqual(frames.map(() => [[1]]))
    expect(statements.count).toBe(1)
    await engine.run(all, context)
    expect(statements.count).toBe(2)
  })

  test('who leaves does not take the answer from those who wait', async () => {
    const leaving = new AbortController()
    const left = engine.run(all, { ...context, signal: leaving.signal })
    const stays = engine.run(all, { ...context, signal: new AbortController().signal })
    leaving.abort()
    await expect(left).rejects.toMatchObject({ code: 'query_cancelled' })
    expect((await stays).rows).toEqual([[1]])
  })

  test('servers share answers through a second store, as long as data and code are the same', async () => {
    const shared = sharedMap()
    engine = engineOf({ shared, fingerprint: 'one' })
    expect(await seen()).toEqual(['miss', 1])
    engine = engineOf({ shared, fingerprint: 'one' })
    expect(await seen()).toEqual(['hit', 1])
    engine = engineOf({ shared, fingerprint: 'two' })
    expect(await seen()).toEqual(['miss', 1])
    await add(writer)
    engine = engineOf({ shared, fingerprint: 'one' })
    expect(await seen()).toEqual(['miss', 2])
  })

  test('a cache of no size keeps nothing', async () => {
    const shared = sharedMap()
    engine = engineOf({ bytes: 0, shared })
    expect([await seen(), await seen()]).toEqual([
      ['miss', 1],
      ['miss', 1],
    ])
    expect(shared.map.size).toBe(0)
  })

  const queryOf = (q: Asked, range: NonNullable<MetricQuery['time']>['range']): MetricQuery => ({
    metrics: q.metrics.map((id) => ({ id: `x.${id}` })),
    dimensions: [...q.dimensions],
    time: { range, timeZone: q.timeZone, weekStart: q.weekStart, ...(q.grain ? { grain: q.grain } : {}) },
    ...(q.compare === 'none' ? {} : { compare: [{ kind: 'previous_period' }] }),
    ...(q.filter ? { filters: q.filter } : {}),
  })
  const ranges = fc.constantFrom<NonNullable<MetricQuery['time']>['range']>(
    { from: '2026-10-22', to: '2026-10-28' },
    { last: 3, unit: 'day' },
    { last: 2, unit: 'day', offset: -1 },
    { calendar: 'this', unit: 'week' },
    { calendar: 'last', unit: 'week' },
    { toDate: 'month' },
  )
  const plain = ({ meta: { cache: _, durationMs: __, ...meta }, ...frame }: Frame) => ({ ...frame, meta })

  test('whatever is asked and however the clock moves, a repeated answer is the computed one', async () => {
    await fc.assert(
      fc.asyncProperty(
        worldFrom('2026-10-22'),
        fc.array(fc.tuple(asked, ranges), { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 4 }),
        async (world, questions, halfHours) => {
          await fillWorld(database, world)
          const cached = engineOf()
          const fresh = createQueryEngine({ model, database, now: () => clock })
          for (const n of halfHours) {
            clock = new Date(Date.parse('2026-10-24T20:00:00Z') + n * 1_800_000)
            for (const [q, range] of questions) {
              const query = queryOf(q, range)
              const outcome = (one: QueryEngine) =>
                one.run(query, context).then(plain, (error: { code?: string }) => error.code)
              expect(await outcome(cached)).toEqual(await outcome(fresh))
            }
          }
        },
      ),
      { numRuns: runsOn(database, 15) },
    )
  })
})
