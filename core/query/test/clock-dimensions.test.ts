import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeServers } from '@tessera/test-kit'
import { metricQuerySchema, type Filter, type Frame } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryEngine } from '../src/index.ts'
import { clockAt, clocks, type Clock } from './clock-world.ts'
import { createWorld, fillWorld, model, rowId, tenants, type World } from './world.ts'

const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
const context = { tenant, plugins: new Set(['x']), personal: true }
const [weekday, hour] = clocks

describeServers('what the clock says at a row', (open) => {
  let database: Database
  let engine: QueryEngine
  let now = 0
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    engine = createQueryEngine({ model, database, now: () => new Date(now) })
  })
  const ask = (query: object): Promise<Frame> => engine.run(metricQuerySchema.parse(query), context)
  const codeOf = (query: object) =>
    ask(query).then(
      () => 'answered',
      ({ code, status, message }: { code: string; status: number; message: string }) => ({ code, status, message }),
    )

  const at = (text: string, n: number, tenantIndex: 0 | 1 = 0) => ({
    tenant: tenantIndex,
    at: Date.parse(text),
    id: rowId(n),
    event: 'a',
    user: null,
    account: null,
    provider: null,
    kind: null,
    amount: 2 ** n,
  })
  const only = (happenings: World['happenings']): World => ({ happenings, lastings: [], spendings: [] })
  const counted = async (query: object) => (await ask({ metrics: [{ id: 'x.total' }], ...query })).rows

  test('an hour shown twice is one, one that is skipped has no rows', async () => {
    now = Date.parse('2024-12-01T00:00Z')
    const autumn = ['2024-11-03T05:30Z', '2024-11-03T06:30Z', '2024-11-03T07:30Z', '2024-11-03T04:30Z']
    const spring = ['2024-03-10T06:59:59.999Z', '2024-03-10T07:00Z']
    await fillWorld(
      database,
      only([...autumn, ...spring].map((text, n) => at(text, n)).concat(at('2024-11-03T05:30Z', 9, 1))),
    )
    const by = (date: string, timeZone: string) => {
      const to = Temporal.PlainDate.from(date).add({ days: 1 }).toString()
      return counted({
        dimensions: [hour],
        time: { range: { from: date, to }, timeZone },
        order: [{ key: hour, dir: 'asc' }],
      })
    }
    expect(await by('2024-11-03', 'America/New_York')).toEqual([
      [0, 8],
      [1, 3],
      [2, 4],
    ])
    expect(await by('2024-03-10', 'America/New_York')).toEqual([
      [1, 16],
      [3, 32],
    ])
  })

  const zones = [
    'UTC',
    'CET',
    'EET',
    'WET',
    'MET',
    'EST',
    'EST5EDT',
    '+05:30',
    '-0330',
    'Etc/GMT+5',
    'europe/berlin',
    'Asia/Kathmandu',
  ]
  test.each([...zones, 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Apia'])(
    'reads %s as buckets do',
    async (zone) => {
      now = Date.parse('2026-12-01T00:00Z')
      const rows = Array.from({ length: 60 }, (_, n) =>
        at(new Date(Date.parse('2025-12-30T00:10Z') + n * 121 * 3_600_000).toISOString(), n),
      )
      await fillWorld(database, only(rows.map((row) => ({ ...row, amount: 1 }))))
      for (const clock of clocks) {
        const got = await counted({
          dimensions: [clock],
          time: { range: { from: '2025-01-01', to: '2026-12-01' }, timeZone: zone },
        })
        const groups = Map.groupBy(
          rows.filter((row) => row.at < now),
          (row) => clockAt(row.at, clock, zone),
        )
        expect(new Map(got.map(([value, n]) => [value, n]))).toEqual(
          new Map([...groups].map(([value, found]) => [value, found.length])),
        )
      }
      const byDay = await counted({
        dimensions: [weekday],
        time: { range: { from: '2025-12-20', to: '2026-12-01' }, timeZone: zone, grain: 'day' },
        fill: 'none',
      })
      expect(byDay.length).toBeGreaterThan(50)
      for (const [date, value] of byDay) expect(value).toBe(Temporal.PlainDate.from(String(date)).dayOfWeek)
    },
  )

  test('filters by every operator that numbers have', async () => {
    now = Date.parse('2026-12-01T00:00Z')
    const rows = Array.from({ length: 200 }, (_, n) => ({
      ...at(new Date(Date.parse('2026-10-20T00:00Z') + n * 65 * 60_000).toISOString(), n),
      amount: 1,
    }))
    await fillWorld(database, only(rows))
    const zone = 'Europe/Berlin'
    const says = (member: Clock, row: (typeof rows)[number]) => clockAt(row.at, member, zone)
    const cases: [Filter, (row: (typeof rows)[number]) => boolean][] = [
      [{ member: weekday, operator: 'equals', values: [6, 7] }, (row) => says(weekday, row) > 5],
      [{ member: weekday, operator: 'notEquals', values: ['6', 7] }, (row) => says(weekday, row) < 6],
      [{ member: hour, operator: 'gte', values: [9] }, (row) => says(hour, row) >= 9],
      [{ member: hour, operator: 'lt', values: [2.5] }, (row) => says(hour, row) < 3],
      [{ not: { member: hour, operator: 'gt', values: [20] } }, (row) => says(hour, row) <= 20],
      [
        {
          or: [
            { member: hour, operator: 'lte', values: [0] },
            { member: weekday, operator: 'equals', values: [1] },
          ],
        },
        (row) => says(hour, row) === 0 || says(weekday, row) === 1,
      ],
      [{ member: hour, operator: 'startsWith', values: ['1'] }, (row) => String(says(hour, row)).startsWith('1')],
      [{ member: hour, operator: 'set' }, () => true],
      [{ member: weekday, operator: 'notSet' }, () => false],
      [{ member: weekday, operator: 'equals', values: [8, null] }, () => false],
    ]
    const time = { range: { from: '2026-10-20', to: '2026-11-01' }, timeZone: zone }
    for (const [filters, keeps] of cases) {
      const expected = rows.filter((row) => row.at >= Date.parse('2026-10-19T22:00Z') && keeps(row)).length
      expect({ filters, rows: Number((await counted({ filters, time }))[0]?.[0] ?? 0) }).toEqual({
        filters,
        rows: expected,
      })
      const own = await ask({ metrics: [{ id: 'x.total', filters }], time })
      expect(Number(own.rows[0]?.[0] ?? 0)).toBe(expected)
    }
  })

  test('the weekday is the same wherever weeks start, and its rest is counted', async () => {
    now = Date.parse('2026-10-30T00:00Z')
    await fillWorld(database, only(Array.from({ length: 7 }, (_, n) => at(`2026-10-1${n}T12:00Z`, n))))
    const range = { from: '2026-10-10', to: '2026-10-20' }
    const by = (weekStart: number) => {
      const of = { ...context, tenant: { ...tenant, weekStart } }
      return engine.run(
        metricQuerySchema.parse({
          metrics: [{ id: 'x.total' }],
          dimensions: [weekday],
          time: { range },
          order: [{ key: weekday, dir: 'asc' }],
        }),
        of,
      )
    }
    const expected = [
      [1, 4],
      [2, 8],
      [3, 16],
      [4, 32],
      [5, 64],
      [6, 1],
      [7, 2],
    ]
    expect((await by(1)).rows).toEqual(expected)
    expect((await by(7)).rows).toEqual(expected)
    const top = { dimension: weekday, by: 'x.total', n: 2, other: true }
    const order = [{ key: 'x.total', dir: 'desc' }]
    expect(await counted({ dimensions: [weekday], time: { range }, top, order })).toEqual([
      [5, false, 64],
      [4, false, 32],
      [null, true, 31],
    ])
  })

  test('rows dated by day have a weekday in any zone, and no hour', async () => {
    now = Date.parse('2026-12-01T00:00Z')
    const spendings = [{ tenant: 0 as const, id: rowId(1), date: '2026-10-25', provider: null, amount: 5 }]
    await fillWorld(database, { ...only([at('2026-10-25T23:30Z', 1)]), spendings })
    const range = { from: '2026-10-20', to: '2026-11-01' }
    const query = (dimensions: string[], ids: string[], timeZone: string) => ({
      metrics: ids.map((id) => ({ id })),
      dimensions,
      time: { range, timeZone },
      order: [{ key: weekday, dir: 'asc' }],
    })
    for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles'])
      expect((await ask(query([weekday], ['x.spend'], zone))).rows).toEqual([[7, 5]])
    // why: of two facts each is asked for its own rows, and the groups meet
    expect((await ask(query([weekday], ['x.spend', 'x.rows'], 'Europe/Berlin'))).rows).toEqual([
      [1, 0, 1],
      [7, 5, 0],
    ])
    const { order: _, ...byHour } = query([hour], ['x.rows', 'x.spend'], 'UTC')
    expect(await codeOf(byHour)).toMatchObject({
      code: 'hour_finer_than_fact',
      status: 422,
      message: expect.stringContaining("use 'core.weekday'"),
    })
    const filters = { member: hour, operator: 'lt', values: [9] }
    expect(await codeOf({ metrics: [{ id: 'x.cost_per_a' }], filters })).toMatchObject({ code: 'hour_finer_than_fact' })
    expect(await codeOf({ metrics: [{ id: 'x.spend', filters }] })).toMatchObject({ code: 'hour_finer_than_fact' })
  })

  test('a change is taken apart by the weekday, and the zone tells answers apart', async () => {
    now = Date.parse('2026-10-20T00:00Z')
    await fillWorld(
      database,
      only(['2026-10-05T12:00Z', '2026-10-12T12:00Z', '2026-10-13T23:30Z'].map((text, n) => at(text, n))),
    )
    const query = metricQuerySchema.parse({
      metrics: [{ id: 'x.total' }],
      time: { range: { from: '2026-10-12', to: '2026-10-19' } },
      compare: [{ kind: 'previous_period' }],
    })
    const { dimensions, change } = await engine.decompose({ query, dimensions: [weekday] }, context)
    expect(change).toBe(5)
    expect(dimensions[0]?.parts.map(({ key, effect }) => [key, effect])).toEqual([
      [2, 4],
      [1, 1],
    ])
    const by = async (timeZone: string) =>
      await counted({
        dimensions: [weekday],
        time: { range: { from: '2026-10-01', to: '2026-10-19' }, timeZone },
        order: [{ key: weekday, dir: 'asc' }],
      })
    expect(await by('UTC')).toEqual([
      [1, 3],
      [2, 4],
    ])
    expect(await by('Europe/Berlin')).toEqual([
      [1, 3],
      [3, 4],
    ])
  })
})
