import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { metricQuerySchema } from '@tessera/plugin-api/wire'
import { createQueryEngine, describeSource, type QueryEngine } from '../src/index.ts'
import { stateSources } from './state-sources.ts'
import { createWorld, fillWorld, model, rowId, tenants, userId, type World } from './world.ts'

let serial = 0
/** What a user pays from some moment on, in a segment that stands under `provider`. */
function observed(at: string, user: number, segment: string, amount: number | null) {
  serial += 1
  const happening = { tenant: 0 as const, at: Date.parse(at), id: rowId(serial), event: 'a', account: null, kind: 'x' }
  return { ...happening, user: userId(user), provider: segment, amount }
}
const connection = (user: number, start: string, end: string | null) => {
  serial += 1
  const row = { tenant: 0 as const, id: rowId(serial), user: userId(user), provider: 'google' }
  return { ...row, start: Date.parse(start), end: end === null ? null : Date.parse(end) }
}

const world: World = {
  happenings: [
    observed('2026-10-02T10:00:00Z', 0, 'small', 60),
    observed('2026-10-03T10:00:00Z', 1, 'small', 120),
    observed('2026-10-04T09:00:00Z', 1, 'large', 200),
    // Two observations of one instant: that of the later key stands.
    { ...observed('2026-10-05T00:00:00Z', 0, 'small', 80), id: rowId(801) },
    { ...observed('2026-10-05T00:00:00Z', 0, 'small', 70), id: rowId(800) },
    observed('2026-10-06T10:00:00Z', 2, 'small', null),
  ],
  lastings: [
    connection(0, '2026-10-02T10:00:00Z', '2026-10-04T00:00:00Z'),
    connection(1, '2026-10-03T10:00:00Z', null),
    connection(1, '2026-10-04T10:00:00Z', '2026-10-05T12:00:00Z'),
    { ...connection(2, '2026-10-05T00:00:00Z', '2026-10-06T12:00:00Z'), id: rowId(803) },
    { ...connection(2, '2026-10-05T00:00:00Z', '2026-10-05T06:00:00Z'), id: rowId(802) },
  ],
  spendings: [
    { tenant: 0, id: rowId(900), date: '2026-10-02', provider: 'google', amount: 12 },
    { tenant: 0, id: rowId(901), date: '2026-10-04', provider: 'google', amount: -4 },
    { tenant: 0, id: rowId(902), date: '2026-10-04', provider: 'meta', amount: 5 },
  ],
}

test('formulas say what is observed, of what, and for how long', () => {
  const formula = (name: keyof typeof stateSources) => describeSource(stateSources[name], 'x').formula
  expect(formula('connected_lately')).toBe(
    'count(*) over the last row of each user_id before the end of the bucket, at most 3 days old, until ended_at in world.connections',
  )
  expect(formula('fresh_spend')).toBe(
    'sum("amount") over the last row of each provider before the end of the bucket, at most 2 days old in world.spends',
  )
  expect(formula('level_of_a')).toBe(
    `sum of 1 over all rows before the end of the bucket in world.events where "event" = 'a'`,
  )
})

describeDatabases('states at the end of each bucket', (open) => {
  let database: Database
  let engine: QueryEngine
  const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
  const ask = async (query: object) =>
    (await engine.run(metricQuerySchema.parse(query), { tenant, plugins: new Set(['x']) })).rows
  const days = { range: { from: '2026-10-01', to: '2026-10-09' }, grain: 'day' }
  const byDay = (metric: string, more: object = {}) => ask({ metrics: [{ id: `x.${metric}` }], time: days, ...more })
  const values = async (metric: string, more: object = {}) => (await byDay(metric, more)).map((row) => row.at(-1))

  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    await fillWorld(database, world)
    engine = createQueryEngine({ model, database, now: () => new Date('2026-10-07T12:00:00Z') })
  })

  test('an entity keeps its last value on days without a row, up to now; before the first row nothing is known', async () => {
    expect(await values('last_total')).toEqual([null, 60, 180, 260, 280, 280, 280, null])
    expect(await values('last_mean')).toEqual([null, 60, 90, 130, 140, 140, 140, null])
  })

  test('a row at the very end of a bucket belongs to the next one', async () => {
    expect(
      await values('last_total', { filters: { member: 'x.provider', operator: 'equals', values: ['small'] } }),
    ).toEqual([null, 60, 180, 60, 80, 80, 80, null])
  })

  test('an entity stands in the group of its last row alone', async () => {
    const rows = await byDay('last_total', { dimensions: ['x.provider'] })
    expect(rows.filter(([day]) => day === '2026-10-03' || day === '2026-10-04')).toEqual([
      ['2026-10-03', 'large', 0],
      ['2026-10-03', 'small', 180],
      ['2026-10-04', 'large', 200],
      ['2026-10-04', 'small', 60],
    ])
    const filters = { member: 'x.provider', operator: 'equals', values: ['small'] }
    const ofOne = await ask({ metrics: [{ id: 'x.last_total', filters }], time: days })
    expect(ofOne.map((row) => row[1])).toEqual([null, 60, 180, 60, 80, 80, 80, null])
  })

  test('the total over a range is its end, not a sum over days', async () => {
    const range = { range: { from: '2026-10-01', to: '2026-10-05' } }
    expect(await ask({ metrics: [{ id: 'x.last_total' }, { id: 'x.level' }], time: range })).toEqual([[260, 380]])
    const frame = await engine.run(
      metricQuerySchema.parse({
        metrics: ['last_total', 'last_mean', 'level'].map((id) => ({ id: `x.${id}` })),
        time: range,
      }),
      { tenant, plugins: new Set(['x']) },
    )
    expect(frame.columns.map((column) => column.additivity)).toEqual(['semi', 'none', 'semi'])
  })

  test('a value older than its age is not carried further; when all are too old nothing is known', async () => {
    expect(await values('fresh_users')).toEqual([null, 1, 2, 1, 2, 2, 1, null])
    const later = createQueryEngine({ model, database, now: () => new Date('2026-10-20T00:00:00Z') })
    const frame = await later.run(
      metricQuerySchema.parse({
        metrics: [{ id: 'x.fresh_users' }, { id: 'x.valued_users' }],
        time: { range: { from: '2026-10-06', to: '2026-10-09' }, grain: 'day' },
      }),
      { tenant, plugins: new Set(['x']) },
    )
    expect(frame.rows).toEqual([
      ['2026-10-06', 2, 2],
      ['2026-10-07', 1, 2],
      ['2026-10-08', null, 2],
    ])
  })

  test('an entity that ended with a bucket is there at its end and gone in the next one, whatever was before', async () => {
    expect(await values('connected')).toEqual([null, 1, 2, 1, 1, 0, 0, null])
  })

  test('a stock opens with what was before the range, follows its changes and stays', async () => {
    expect(await values('spent')).toEqual([null, 12, 12, 13, 13, 13, 13, null])
    const range = { range: { from: '2026-10-03', to: '2026-10-06' }, grain: 'day' }
    expect(await ask({ metrics: [{ id: 'x.spent' }], dimensions: ['x.provider'], time: range })).toEqual([
      ['2026-10-03', 'google', 12],
      ['2026-10-03', 'meta', 0],
      ['2026-10-04', 'google', 8],
      ['2026-10-04', 'meta', 5],
      ['2026-10-05', 'google', 8],
      ['2026-10-05', 'meta', 5],
    ])
  })

  test('days observed by date are known at the end of their day, today whole', async () => {
    expect(await values('last_spend')).toEqual([null, 12, 12, 1, 1, 1, 1, null])
    expect(await values('fresh_spend')).toEqual([null, 12, 12, 1, 1, null, null, null])
  })

  test('a state does not depend on where the range begins, or on how many buckets it has', async () => {
    const later = createQueryEngine({ model, database, now: () => new Date('2026-10-12T00:00:00Z') })
    const read = async (from: number, to: number, more: object = {}) => {
      const metrics = ['last_total', 'last_mean', 'connected', 'last_spend'].map((id) => ({ id: `x.${id}` }))
      const day = (n: number) => `2026-10-${String(n).padStart(2, '0')}`
      const query = metricQuerySchema.parse({ metrics, time: { range: { from: day(from), to: day(to) }, ...more } })
      return (await later.run(query, { tenant, plugins: new Set(['x']) })).rows
    }
    const whole = await read(1, 11, { grain: 'day' })
    // 60 before any other row, both rows of one instant at the start of a range, days after the last row
    expect(whole.map((row) => row[1])).toEqual([null, 60, 180, 260, 280, 280, 280, 280, 280, 280])
    for (let from = 1; from < 11; from += 1) {
      for (const to of [from + 1, from + 3].filter((day) => day <= 11)) {
        expect(await read(from, to, { grain: 'day' })).toEqual(whole.slice(from - 1, to - 1))
        expect(await read(from, to)).toEqual([whole[to - 2]?.slice(1)])
      }
    }
  })

  test('an entity whose only row is at the very start of the range is there from the first bucket on', async () => {
    const hours = (from: string) => ({ time: { range: { from, to: '2026-10-03T13:00' }, grain: 'hour' } })
    expect(await values('last_total', hours('2026-10-03T09:00'))).toEqual([60, 180, 180, 180])
    expect(await values('last_total', hours('2026-10-03T10:00'))).toEqual([180, 180, 180])
  })

  test('a comparison reads the state as of then', async () => {
    const rows = await ask({
      metrics: [{ id: 'x.last_total' }],
      time: { range: { from: '2026-10-04', to: '2026-10-06' } },
      compare: [{ kind: 'previous_period' }],
    })
    expect(rows).toEqual([[280, 180]])
  })

  test('a score divides by the weights of the factors that are there', async () => {
    // amount weighs 2, and kind x, worth 10, weighs 3: 60 → 30, 120 → 54, 200 → 86, 80 → 38; without an amount 10
    expect(await values('score')).toEqual([null, 30, 42, 58, 62, (38 + 86 + 10) / 3, (38 + 86 + 10) / 3, null])
  })

  test('shares of a state add up to 1', async () => {
    const rows = await ask({
      metrics: [{ id: 'x.last_share' }],
      dimensions: ['x.provider'],
      time: { range: days.range },
    })
    expect(rows).toEqual([
      ['large', 200 / 280],
      ['small', 80 / 280],
    ])
  })
})
