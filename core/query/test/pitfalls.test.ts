import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { metricQuerySchema, type Frame } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryContext, type QueryEngine } from '../src/index.ts'
import { createWorld, fillWorld, model, rowId, tenants, userId, type Happening } from './world.ts'

const hour = 3_600_000

/** One row of event `a` in the middle of each hour from one instant to another. */
function hourly(from: string, to: string, serial: number): Happening[] {
  const begin = Date.parse(from)
  const hours = (Date.parse(to) - begin) / hour
  return Array.from({ length: hours }, (_, n) => ({
    tenant: 0,
    at: begin + n * hour + hour / 2,
    id: rowId(serial + n),
    event: 'a',
    user: userId(0),
    account: null,
    provider: 'google',
    kind: null,
    amount: null,
  }))
}

const spring = hourly('2026-03-27T00:00:00Z', '2026-04-01T00:00:00Z', 1000)
const autumn = hourly('2026-10-23T00:00:00Z', '2026-10-29T00:00:00Z', 2000)
const day = '2026-06-01'

describeDatabases('pitfalls of time and of missing data', (open) => {
  let database: Database
  let engine: QueryEngine
  const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
  const context: QueryContext = { tenant, plugins: new Set(['x']) }
  const ask = (query: object, as: QueryContext = context): Promise<Frame> =>
    engine.run(metricQuerySchema.parse({ metrics: [{ id: 'x.rows' }], ...query }), as)

  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    const spending = { id: rowId(900), date: day, provider: 'google', amount: 12 }
    await fillWorld(database, {
      happenings: [...spring, ...autumn],
      lastings: [],
      spendings: [
        { ...spending, tenant: 0 },
        { ...spending, id: rowId(901), date: '2026-06-03', tenant: 0 },
      ],
    })
    engine = createQueryEngine({ model, database, now: () => new Date('2026-10-28T12:00:00Z') })
  })

  test('P3 time zone: the zone of the query decides whose day it is, the tenant has it where the query has none', async () => {
    const range = { from: '2026-10-28', to: '2026-10-29' }
    const total = async (time: object, as = context) => (await ask({ time: { range, ...time } }, as)).rows[0]?.[0]
    const inZone = (timeZone: string) => total({ timeZone })
    // Rows end with 28 October in UTC; in Los Angeles that day begins 7 hours later, so 17 of its hours have one.
    expect(await inZone('UTC')).toBe(24)
    expect(await inZone('Europe/Berlin')).toBe(24)
    expect(await inZone('America/Los_Angeles')).toBe(17)
    const angeles = { ...context, tenant: { ...tenant, timeZone: 'America/Los_Angeles' } }
    expect(await total({}, angeles)).toBe(17)
    expect((await ask({ time: { range } }, angeles)).meta.timeZone).toBe('America/Los_Angeles')
  })

  test('P3 time zone: dates of the calendar are never shifted', async () => {
    for (const timeZone of ['Pacific/Kiritimati', 'Asia/Kolkata', 'UTC', 'America/Los_Angeles', 'Pacific/Niue']) {
      const time = { range: { from: '2026-05-31', to: '2026-06-04' }, grain: 'day', timeZone }
      const { rows } = await ask({ metrics: [{ id: 'x.spend' }], time })
      expect(rows, timeZone).toEqual([
        ['2026-05-31', null],
        [day, 12],
        ['2026-06-02', 0],
        ['2026-06-03', 12],
      ])
    }
  })

  test.each([
    ['Europe/Berlin', '2026-03-28', '2026-03-31', [24, 23, 24]],
    ['Europe/Berlin', '2026-10-24', '2026-10-27', [24, 25, 24]],
    ['Asia/Kathmandu', '2026-10-24', '2026-10-27', [24, 24, 24]],
    ['Asia/Kolkata', '2026-03-28', '2026-03-31', [24, 24, 24]],
  ])('P3 time zone: in %s the days from %s have their own lengths', async (timeZone, from, to, lengths) => {
    const asked = async (grain: string) => (await ask({ time: { range: { from, to }, grain, timeZone } })).rows
    const byDay = await asked('day')
    expect(byDay.map((row) => row[1])).toEqual(lengths)
    const byHour = await asked('hour')
    const sum = lengths.reduce((a, b) => a + b, 0)
    expect(byHour).toHaveLength(sum)
    expect(byHour.every((row) => row[1] === 1)).toBe(true)
    const total = await ask({ time: { range: { from, to }, timeZone } })
    expect(total.rows).toEqual([[sum]])
  })

  test('P3 time zone: the zone of the process changes nothing', async () => {
    const time = { range: { from: '2026-05-31', to: '2026-06-04' }, grain: 'day' }
    const before = await ask({ metrics: [{ id: 'x.spend' }, { id: 'x.rows' }], time })
    const zone = process.env.TZ
    try {
      process.env.TZ = 'Pacific/Kiritimati'
      expect(new Date().getTimezoneOffset()).toBe(-840)
      const after = await ask({ metrics: [{ id: 'x.spend' }, { id: 'x.rows' }], time })
      expect(after.rows).toEqual(before.rows)
      expect(after.meta.range).toEqual(before.meta.range)
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  })

  test('P9 no data is null and nothing happened is 0, in a bucket, a group and a total', async () => {
    const time = { range: { from: '2026-10-22', to: '2026-10-24' }, grain: 'day' }
    const metrics = [{ id: 'x.rows_b' }, { id: 'x.a_per_b' }, { id: 'x.mean' }]
    // Between the first and last row of the fact no row of event b is a 0; what is divided by it is unknown.
    expect((await ask({ metrics, time })).rows).toEqual([
      ['2026-10-22', 0, null, null],
      ['2026-10-23', 0, null, null],
    ])
    const before = { range: { from: '2026-01-01', to: '2026-02-01' } }
    expect((await ask({ metrics, time: before })).rows).toEqual([[null, null, null]])
    expect((await ask({ time: before, dimensions: ['x.provider'] })).rows).toEqual([])
  })

  test('P9 what is not over yet says so, and the data says how far it reaches', async () => {
    const time = { range: { last: 3, unit: 'day', offset: -1 }, grain: 'day' }
    const { meta, rows } = await ask({ time })
    expect(meta.buckets.map(({ label, partial }) => [label, partial])).toEqual([
      ['2026-10-26', false],
      ['2026-10-27', false],
      ['2026-10-28', true],
    ])
    expect(rows).toHaveLength(3)
    expect(meta.now).toBe('2026-10-28T12:00:00Z')
    expect(meta.watermark).toBe('2026-10-28T23:30:00Z')
    const nobody = { ...context, tenant: { ...tenant, id: '00000000-0000-7000-8000-00000000000c' } }
    const { meta: none } = await ask({ time }, nobody)
    expect([none.watermark, none.recorded]).toEqual([null, undefined])
    const before = await ask({ time: { range: { from: '2026-01-01', to: '2026-02-01' } } })
    expect(before.meta.recorded).toEqual(meta.recorded)
  })

  test('P9 a bucket cut by the range is not complete', async () => {
    const time = { range: { from: '2026-10-07', to: '2026-10-20' }, grain: 'week' }
    const { meta } = await ask({ time })
    expect(meta.buckets.map(({ label, partial }) => [label, partial])).toEqual([
      ['2026-10-05', true],
      ['2026-10-12', false],
      ['2026-10-19', true],
    ])
  })
})
