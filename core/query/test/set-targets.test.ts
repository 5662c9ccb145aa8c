import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeOneDatabase } from '@tessera/test-kit'
import { metricQuerySchema, type Frame } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryContext, type QueryEngine } from '../src/index.ts'
import { world } from './answer-world.ts'
import { createWorld, fillWorld, model, tenants } from './world.ts'

describeOneDatabase('targets of tenants in answers', (open) => {
  let database: Database
  let engine: QueryEngine
  const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
  const context: QueryContext = { tenant, plugins: new Set(['x']) }
  const ask = (query: object, as: QueryContext = context): Promise<Frame> =>
    engine.run(metricQuerySchema.parse({ metrics: [{ id: 'x.rows' }], ...query }), as)
  const week = { range: { from: '2026-10-01', to: '2026-10-08' } }
  const byDay = { ...week, grain: 'day' }

  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    await fillWorld(database, world)
    engine = createQueryEngine({ model, database, now: () => new Date('2026-10-07T12:00:00Z') })
  })

  test('targets that the tenant set come before those of the contract, for the days they are of', async () => {
    const put = (tenantId: string, rows: readonly (readonly [string, string, string, string, string, number])[]) =>
      database.tenantTransaction(tenantId, async (db) => {
        await sql`delete from core.targets where tenant_id = ${tenantId}::uuid`.execute(db)
        for (const [metric, dimension, value, from, to, limit] of rows) {
          await sql`insert into core.targets (tenant_id, metric_id, dimension_id, dimension_value, from_day, to_day, bound, value)
            values (${tenantId}::uuid, ${metric}, ${dimension}, ${value}, ${from}::date, ${to}::date, 'gte', ${limit})`.execute(
            db,
          )
        }
      })
    await put(tenants[0], [
      ['x.rows', '', '', '2026-10-01', '2026-10-04', 9],
      ['x.rows', '', '', '2026-10-04', '2026-10-11', 70],
      ['x.rows', 'x.provider', 'google', '2026-10-01', '2026-10-08', 14],
      ['x.users', '', '', '2026-10-01', '2026-11-01', 5],
      ['x.median', '', '', '2026-10-01', '2026-10-05', 2],
    ])
    await put(tenants[1], [['x.rows', '', '', '2026-10-01', '2026-10-11', 1]])
    const column = async (asked: object, id = 'x.rows') =>
      (await ask({ metrics: [{ id }], ...asked })).columns.find(({ role }) => role === 'metric')
    // now is noon of the 7th: three days of three each, and 3.5 of ten
    const running = await column({ time: { range: { from: '2026-10-04', to: '2026-10-11' } } })
    expect(running?.target).toEqual({ gte: 35 })
    expect(running?.pacing).toEqual({
      from: '2026-10-04',
      to: '2026-10-11',
      target: { gte: 70 },
      elapsed: 0.5,
      perDay: 67 / 3.5,
    })
    expect((await column({ time: week }))?.target).toEqual({ gte: 44 })
    expect((await column({ time: byDay }))?.targetSteps).toEqual([3, 3, 3, 10, 10, 10, 10].map((gte) => ({ gte })))
    expect((await column({ time: { range: { from: '2026-09-30', to: '2026-10-03' } } }))?.target).toBeUndefined()
    const google = { member: 'x.provider', operator: 'equals', values: ['google'] }
    expect((await column({ time: week, filters: google }))?.target).toEqual({ gte: 13 })
    expect((await column({ time: week, filters: { member: 'x.provider', operator: 'set' } }))?.target).toBeUndefined()
    const broken = await ask({ dimensions: ['x.provider'], compare: [{ kind: 'target' }], time: week })
    expect(broken.rows.map(([provider, , bound]) => [provider, bound])).toEqual([
      ['google', 13],
      ['meta', null],
      [null, null],
    ])
    const byProvider = await column({ dimensions: ['x.provider'], time: week })
    expect(byProvider).toMatchObject({ targetParts: { google: { gte: 13 } } })
    expect(byProvider?.target).toBeUndefined()
    const narrowed = {
      dimensions: ['x.provider'],
      filters: { member: 'x.provider', operator: 'equals', values: ['meta'] },
    }
    expect((await column({ ...narrowed, time: week }))?.targetParts).toBeUndefined()
    const alone = await column({ dimensions: ['x.provider'], filters: google, time: week })
    expect(alone?.targetParts).toEqual({ google: { gte: 13 } })
    expect((await column({ dimensions: ['x.provider'], time: byDay }))?.targetParts).toBeUndefined()
    // people do not add up over days, so a target of the month is for the month alone
    expect((await column({ time: { range: { from: '2026-10-02', to: '2026-10-08' } } }, 'x.users'))?.target).toEqual({
      gte: 3,
    })
    expect((await column({ time: { range: { toDate: 'month' } } }, 'x.users'))?.target).toEqual({ gte: 5 })
    // a median has the target of the days it is of, and where that is not the same all along the one of the contract
    expect((await column({ time: { range: { from: '2026-10-02', to: '2026-10-04' } } }, 'x.median'))?.target).toEqual({
      gte: 2,
    })
    expect((await column({ time: week }, 'x.median'))?.target).toEqual({ lt: 9 })
    // and so has each part of it, bucket by bucket
    const lines = await column({ dimensions: ['x.provider'], time: byDay }, 'x.median')
    expect(lines?.targetSteps).toEqual(
      [2, 2, 2, 2, 9, 9, 9].map((bound, day) => (day < 4 ? { gte: bound } : { lt: bound })),
    )
    const other = { ...context, tenant: { ...tenant, id: tenants[1] } }
    const apart = await ask({ time: { range: { from: '2026-10-01', to: '2026-10-11' } } }, other)
    expect(apart.columns[0]?.pacing?.target).toEqual({ gte: 1 })
    for (const id of tenants) await put(id, [])
  })
})
