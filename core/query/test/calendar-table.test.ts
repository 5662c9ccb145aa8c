import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { coreMigrations, type Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { metricQuerySchema, type Frame } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryEngine } from '../src/index.ts'
import { retailCalendar, storeRetail } from './retail.ts'
import { createWorld, fillWorld, model, rowId, tenants, userId } from './world.ts'

const at = (day: string, n: number) => ({
  tenant: 0 as const,
  id: rowId(n),
  at: Date.parse(`${day}T12:00:00Z`),
  event: 'a',
  user: userId(0),
  account: null,
  provider: 'google',
  kind: 'x',
  amount: n,
})
const days = ['2025-02-01', '2025-02-02', '2025-03-01', '2025-03-02', '2026-02-07', '2026-02-08']

describeDatabases("calendars of a tenant's own", (open) => {
  let database: Database
  let engine: QueryEngine
  const tenant = {
    id: tenants[0] as string,
    slug: 'a',
    name: 'A',
    timeZone: 'UTC',
    currency: 'USD',
    weekStart: 1,
    asOf: null,
  }
  const ask = (query: object, as = tenant): Promise<Frame> =>
    engine.run(metricQuerySchema.parse({ metrics: [{ id: 'x.rows' }, { id: 'x.total' }], ...query }), {
      tenant: as,
      plugins: new Set(['x']),
    })

  beforeAll(async () => {
    database = await open()
    await database.migrate('core', coreMigrations)
    await createWorld(database)
    await fillWorld(database, { happenings: days.map(at), lastings: [], spendings: [] })
    await storeRetail(database, tenants[0], retailCalendar('2024-02-04', [2024, 2025, 2026], [2025]))
    engine = createQueryEngine({ model, database, now: () => new Date('2026-02-10T12:00:00Z') })
  })

  test('rows fall into the months of the table, whose names stand in the answer', async () => {
    const frame = await ask({
      time: { range: { from: '2025-01-01', to: '2025-04-01' }, grain: 'month', calendar: 'retail' },
      totals: 'grand',
    })
    expect(frame.rows.filter((row) => row[1] !== 0)).toEqual([
      ['2024-12-29', 1, 0],
      ['2025-02-02', 2, 3],
      ['2025-03-02', 1, 3],
    ])
    expect(frame.meta.buckets.map((bucket) => bucket.title)).toEqual(['2024 P12', '2025 P1', '2025 P2', '2025 P3'])
    expect(frame.meta.calendar).toBe('retail')
    expect(frame.totals?.[0]?.rows).toEqual([[null, 4, 6]])
  })

  test('windows since the start of a year begin with the year of the table', async () => {
    const metrics = [{ id: 'x.this_year' }]
    const time = { range: { from: '2026-02-07', to: '2026-02-09' }, grain: 'day' }
    const values = async (calendar: string) =>
      (await ask({ metrics, time: { ...time, calendar } })).rows.map((r) => r[1])
    // the year of the table ends with 7 February 2026; amounts are 0, 1, 2, 3, 4, 5
    expect(await values('retail')).toEqual([1 + 2 + 3 + 4, 5])
    expect(await values('gregorian')).toEqual([4, 4 + 5])
  })

  test('a calendar belongs to one tenant', async () => {
    const time = { range: { toDate: 'month' }, calendar: 'retail' }
    const codeOf = (asked: object, as = tenant) =>
      ask(asked, as).then(
        () => null,
        (e: { code: string }) => e.code,
      )
    expect(await codeOf({ time })).toBeNull()
    expect(await codeOf({ time }, { ...tenant, id: tenants[1] })).toBe('calendar_unknown')
    expect(await codeOf({ time: { ...time, calendar: 'other' } })).toBe('calendar_unknown')
    expect(await codeOf({ time: { range: { last: 3, unit: 'year' }, calendar: 'retail' } })).toBe('calendar_span')
    const other = await database.tenantTransaction(tenants[1], (db) =>
      sql`select * from core.calendar_periods where calendar_id = 'retail'`.execute(db),
    )
    expect(other.rows).toEqual([])
  })
})
