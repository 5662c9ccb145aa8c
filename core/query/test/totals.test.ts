import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { metricQuerySchema, type Frame } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryEngine } from '../src/index.ts'
import { createWorld, fillWorld, model, rowId, tenants, userId, type Happening, type Lasting } from './world.ts'

let serial = 0
function happening(at: string, event: string, more: Partial<Happening> = {}): Happening {
  serial += 1
  const base = { tenant: 0 as const, id: rowId(serial), user: userId(0), account: null, kind: 'x', amount: 1 }
  return { ...base, at: Date.parse(at), event, provider: 'google', ...more }
}
function lasting(start: string, end: string | null, more: Partial<Lasting> = {}): Lasting {
  serial += 1
  const base = { tenant: 0 as const, id: rowId(serial), user: userId(0), provider: 'google' }
  return { ...base, start: Date.parse(start), end: end === null ? null : Date.parse(end), ...more }
}

const meta = { provider: 'meta' }
const world = {
  happenings: [
    happening('2026-10-01T10:00:00Z', 'a', { amount: 10 }),
    happening('2026-10-01T11:00:00Z', 'b'),
    happening('2026-10-01T12:00:00Z', 'b', { amount: 2 }),
    happening('2026-10-01T13:00:00Z', 'a', { ...meta, amount: 3 }),
    happening('2026-10-02T10:00:00Z', 'a', { ...meta, user: userId(1), amount: 4 }),
    happening('2026-10-02T11:00:00Z', 'a', { ...meta, amount: null }),
    happening('2026-10-02T12:00:00Z', 'b', { ...meta, amount: 100 }),
    happening('2026-10-02T13:00:00Z', 'a', { provider: null, user: null, amount: 6 }),
    happening('2026-09-30T10:00:00Z', 'a', meta),
    happening('2026-10-01T10:00:00Z', 'a', { tenant: 1, amount: 1000 }),
  ],
  lastings: [
    lasting('2026-09-01T00:00:00Z', null),
    lasting('2026-09-01T00:00:00Z', '2026-10-02T06:00:00Z', meta),
    lasting('2026-10-01T06:00:00Z', null, { ...meta, user: userId(1) }),
  ],
  spendings: [],
}

describeDatabases('totals', (open) => {
  let database: Database
  let engine: QueryEngine
  const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
  const ask = (query: object): Promise<Frame> =>
    engine.run(metricQuerySchema.parse({ metrics: [{ id: 'x.rows' }], ...query }), {
      tenant,
      plugins: new Set(['x']),
    })
  const range = { from: '2026-10-01', to: '2026-10-03' }
  const asked = { dimensions: ['x.provider'], time: { range, grain: 'day' } }
  const metrics = (...names: string[]) => names.map((name) => ({ id: `x.${name}` }))

  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    await fillWorld(database, world)
    engine = createQueryEngine({ model, database, now: () => new Date('2026-10-07T12:00:00Z') })
  })

  test('P2 totals are recomputed, never summed from cells', async () => {
    const frame = await ask({
      ...asked,
      metrics: metrics('a_per_b', 'users', 'mean', 'median', 'open', 'open_users', 'rows_share', 'active_users'),
      totals: [[], ['time'], ['x.provider']],
    })
    const [grand, byDay, byProvider] = frame.totals ?? []
    expect(grand).toEqual({ by: [], rows: [[null, null, 5 / 3, 2, 126 / 7, 4, 2, 2, 1, 2]] })
    expect(byDay).toEqual({
      by: ['time'],
      rows: [
        ['2026-10-01', null, 1, 1, 4, 2.5, 3, 2, 1, 1],
        ['2026-10-02', null, 3, 2, 110 / 3, 6, 2, 2, 1, 2],
      ],
    })
    expect(byProvider).toEqual({
      by: ['x.provider'],
      rows: [
        [null, 'meta', 3, 2, 107 / 3, 4, 1, 1, 4 / 8, 2],
        [null, 'google', 0.5, 1, 13 / 3, 2, 1, 1, 3 / 8, 1],
        [null, null, null, 0, 6, 6, 0, 0, 1 / 8, 0],
      ],
    })
  })

  test('a total is told from a missing dimension value, and stands apart from rows', async () => {
    const frame = await ask({ dimensions: ['x.provider'], time: { range }, totals: 'grand' })
    expect(frame.rows).toEqual([
      ['meta', 4],
      ['google', 3],
      [null, 1],
    ])
    expect(frame.totals).toEqual([{ by: [], rows: [[null, 8]] }])
  })

  test('totals have comparisons and samples of their own', async () => {
    const frame = await ask({
      ...asked,
      metrics: metrics('rows', 'mean'),
      compare: [{ kind: 'shift', n: 1, unit: 'day' }],
      samples: true,
      totals: [['time'], []],
    })
    expect(frame.totals).toEqual([
      {
        by: ['time'],
        rows: [
          ['2026-10-01', null, 4, 1, 4, 1, 4],
          ['2026-10-02', null, 4, 4, 110 / 3, 4, 3],
        ],
      },
      { by: [], rows: [[null, null, 8, 5, 126 / 7, 17 / 5, 7]] },
    ])
  })

  test('conditions on metrics, top and limit leave totals as they are', async () => {
    const filters = { member: 'x.rows', operator: 'gt', values: [2] }
    const having = await ask({ ...asked, filters, totals: [['time'], []] })
    expect(having.rows).toEqual([
      ['2026-10-01', 'google', 3],
      ['2026-10-02', 'meta', 3],
    ])
    expect(having.totals?.map((total) => total.rows.map((row) => row.at(-1)))).toEqual([[4, 4], [8]])
    const top = { dimension: 'x.provider', by: 'x.rows', n: 1 }
    const kept = await ask({ ...asked, top, totals: [[], ['time'], ['x.provider']] })
    expect(kept.rows.map((row) => row[1])).toEqual(['meta', 'meta'])
    expect(kept.totals?.map((total) => total.rows.map((row) => row.at(-1)))).toEqual([[8], [4, 4], [4]])
    const folded = await ask({ ...asked, top: { ...top, other: true }, totals: [['x.provider']] })
    expect(folded.totals?.[0]?.rows).toEqual([
      [null, 'meta', false, 4],
      [null, null, true, 4],
    ])
    const limited = await ask({ ...asked, limit: 1, totals: [['time'], []] })
    expect(limited.rows).toHaveLength(1)
    expect(limited.meta.truncated).toBe(true)
    expect(limited.totals?.map((total) => total.rows.length)).toEqual([2, 1])
  })

  test('the total of no rows stands in the answer, as a query without dimensions would give it', async () => {
    const none = { member: 'x.provider', operator: 'equals', values: ['nobody'] }
    const frame = await ask({ ...asked, filters: none, totals: [['time'], []] })
    expect(frame.rows).toEqual([])
    expect(frame.totals?.map((total) => total.rows)).toEqual([
      [
        ['2026-10-01', null, 0],
        ['2026-10-02', null, 0],
      ],
      [[null, null, 0]],
    ])
    expect((await ask(asked)).totals).toBeUndefined()
  })

  test('one scan answers rows and their totals', async () => {
    const query = metricQuerySchema.parse({ ...asked, metrics: metrics('rows', 'users'), totals: [['time']] })
    const { sql } = await engine.explain(query, { tenant, plugins: new Set(['x']) })
    expect(sql.match(/"world"."events"/g)).toHaveLength(1)
    expect(sql).toContain('group by 1, grouping sets (("_d1"), ())')
  })

  test('totals that make no sense are refused', async () => {
    const codeOf = (query: object) =>
      ask(query).then(
        () => null,
        (error: { code: string }) => error.code,
      )
    const invalid = [
      { ...asked, totals: [['x.kind']] },
      { ...asked, totals: [['x.provider', 'time']] },
      { ...asked, totals: [['time'], ['time']] },
      { ...asked, totals: [['time', 'time']] },
      { dimensions: ['x.provider'], time: { range }, totals: [['time']] },
    ]
    for (const query of invalid) expect(await codeOf(query)).toBe('invalid_query')
    const share = { ...asked, metrics: metrics('rows_share'), totals: 'grand' }
    expect(await codeOf(share)).toBeNull()
  })
})
