import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { rowsRequestSchema, type RowsAnswer } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryContext, type QueryEngine } from '../src/index.ts'
import { accountId, createWorld, fillWorld, model, rowId, tenants, userId, type Happening } from './world.ts'

const at = (day: number, hour: number, more: Partial<Happening> = {}): Happening => ({
  tenant: 0,
  id: rowId(day * 100 + hour),
  at: Date.UTC(2026, 9, day, hour),
  event: 'a',
  user: userId(0),
  account: accountId(0),
  provider: 'google',
  kind: 'x',
  amount: 1,
  ...more,
})

const world = {
  happenings: [
    at(2, 10),
    at(2, 11, { event: 'b', amount: 2.5 }),
    at(2, 12, { event: 'c', provider: 'meta', user: userId(1), amount: null }),
    at(3, 10, { provider: null, user: userId(1), amount: 4 }),
    at(4, 10, { tenant: 1, provider: 'secret' }),
  ],
  lastings: [],
  spendings: [{ tenant: 0 as const, id: rowId(1), date: '2026-10-04', provider: 'google', amount: 12 }],
}

describeDatabases('rows behind a number', (open) => {
  let database: Database
  let engine: QueryEngine
  const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
  const viewer: QueryContext = { tenant, plugins: new Set(['x']) }
  const admin: QueryContext = { ...viewer, personal: true }
  const week = { range: { from: '2026-10-01', to: '2026-10-08' } }
  const ask = (query: object, place: object, more: { as?: QueryContext; limit?: number; cursor?: string } = {}) => {
    const { as = admin, ...page } = more
    const request = { query: { metrics: [{ id: 'x.rows' }], time: week, ...query }, at: { metric: 'x.rows', ...place } }
    return engine.rows(rowsRequestSchema.parse({ ...request, ...page }), as)
  }
  const codeOf = (asked: Promise<RowsAnswer>) =>
    asked.then(
      () => null,
      (error: { code: string }) => error.code,
    )
  const column = (answer: RowsAnswer, name: string) => {
    const index = answer.columns.findIndex((c) => c.name === name)
    return answer.rows.map((row) => row[index])
  }

  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    await fillWorld(database, world)
    engine = createQueryEngine({ model, database, now: () => new Date('2026-10-07T12:00:00Z') })
  })

  test('come newest first with time, dimensions, value, details and key', async () => {
    const query = { metrics: [{ id: 'x.total' }], dimensions: ['x.provider', 'core.segment'] }
    const place = { metric: 'x.total', dimensions: { 'x.provider': 'google', 'core.segment': 'large' } }
    const answer = await ask(query, place)
    expect(answer.columns.map(({ name, role, type }) => [name, role, type])).toEqual([
      ['timestamp', 'time', 'instant'],
      ['x.provider', 'dimension', 'text'],
      ['core.segment', 'dimension', 'text'],
      ['value', 'value', 'number'],
      ['event', 'detail', 'text'],
      ['account_id', 'detail', 'text'],
      ['event_id', 'key', 'text'],
    ])
    expect(answer.rows).toEqual([
      ['2026-10-02T11:00:00.000000Z', 'google', 'large', 2.5, 'b', accountId(0), rowId(211)],
      ['2026-10-02T10:00:00.000000Z', 'google', 'large', 1, 'a', accountId(0), rowId(210)],
    ])
    expect(answer).toMatchObject({ total: 2, nextCursor: null, meta: { part: '', parts: [], timeZone: 'UTC' } })
    expect(answer.meta.range).toMatchObject({ fromInstant: '2026-10-01T00:00:00Z', toInstant: '2026-10-08T00:00:00Z' })
  })

  test('of one bucket, of a missing value, of the total over a dimension or over time', async () => {
    const query = { dimensions: ['x.provider'], time: { ...week, grain: 'day' } }
    const keys = async (place: object) => column(await ask(query, place), 'event_id')
    expect(await keys({ bucket: '2026-10-02', dimensions: { 'x.provider': 'meta' } })).toEqual([rowId(212)])
    expect(await keys({ bucket: '2026-10-03', dimensions: { 'x.provider': null } })).toEqual([rowId(310)])
    expect(await keys({ bucket: '2026-10-02' })).toEqual([rowId(212), rowId(211), rowId(210)])
    expect(await keys({ dimensions: { 'x.provider': 'google' } })).toEqual([rowId(211), rowId(210)])
    expect(await keys({ bucket: '2026-10-06' })).toEqual([])
  })

  test('of a fact dated by day', async () => {
    const answer = await ask({ metrics: [{ id: 'x.spend' }] }, { metric: 'x.spend' })
    expect(answer.columns[0]).toMatchObject({ name: 'day', type: 'date' })
    expect(answer.rows).toEqual([['2026-10-04', 12, rowId(1)]])
  })

  test('respect the filters of the metric itself and its other name', async () => {
    const filters = { member: 'x.provider', operator: 'equals', values: ['meta'] }
    const metrics = [{ id: 'x.rows' }, { id: 'x.rows', as: 'from_meta', filters }]
    expect((await ask({ metrics }, { metric: 'from_meta' })).total).toBe(1)
    expect((await ask({ metrics }, {})).total).toBe(4)
  })

  test('of a ratio are those of its numerator unless its denominator is asked for; parts lie within parts', async () => {
    const ratio = { metrics: [{ id: 'x.a_per_b' }] }
    const numerator = await ask(ratio, { metric: 'x.a_per_b' })
    expect(numerator.meta).toMatchObject({ part: 'numerator', parts: ['numerator', 'denominator'] })
    expect(column(numerator, 'event_id')).toEqual([rowId(310), rowId(210)])
    const denominator = await ask(ratio, { metric: 'x.a_per_b', part: 'denominator' })
    expect(column(denominator, 'event_id')).toEqual([rowId(211)])
    const funnel = { metrics: [{ id: 'x.conversion' }] }
    const lost = await ask(funnel, { metric: 'x.conversion', part: 'numerator.dropped' })
    // user 0 did a and b, but not c; user 1 did a alone and so never reached b
    expect(column(lost, 'user_id')).toEqual([userId(0)])
    expect(lost.meta.parts).toEqual(['numerator', 'numerator.dropped', 'denominator'])
  })

  test('of a derived metric are asked for by the name of an input', async () => {
    const query = { metrics: [{ id: 'x.difference' }] }
    expect(column(await ask(query, { metric: 'x.difference', part: 'b' }), 'event_id')).toEqual([rowId(211)])
    expect(await codeOf(ask(query, { metric: 'x.difference' }))).toBe('part_unknown')
    expect(await codeOf(ask(query, { metric: 'x.difference', part: 'c' }))).toBe('part_unknown')
  })

  test('personal values are masked unless the caller may see them', async () => {
    const query = { metrics: [{ id: 'x.users' }], dimensions: ['x.kind'] }
    const place = { metric: 'x.users', dimensions: { 'x.kind': 'x' } }
    const masked = await ask(query, place, { as: viewer })
    expect(masked.columns.filter((c) => c.masked).map((c) => c.name)).toEqual(['user_id', 'account_id'])
    expect(new Set(column(masked, 'user_id'))).toEqual(new Set(['•••']))
    expect(new Set(column(masked, 'account_id'))).toEqual(new Set(['•••']))
    expect(JSON.stringify(masked)).not.toContain(userId(0))
    const shown = await ask(query, place)
    expect(shown.columns.some((c) => c.masked)).toBe(false)
    expect(new Set(column(shown, 'user_id'))).toEqual(new Set([userId(0), userId(1)]))
    const actors = await ask({ metrics: [{ id: 'x.step1' }] }, { metric: 'x.step1' }, { as: viewer, limit: 1 })
    expect(column(actors, 'user_id')).toEqual(['•••'])
    const cursor = actors.nextCursor ?? ''
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain(userId(1))
  })

  test('a flagged dimension is masked too, a missing value stays missing', async () => {
    const flagged = {
      ...model,
      dimension: (id: string) => {
        const found = model.dimension(id)
        return found && id === 'x.provider' ? { ...found, pii: true as const } : found
      },
    }
    const other = createQueryEngine({ model: flagged, database, now: () => new Date('2026-10-07T12:00:00Z') })
    const rows = async (provider: string | null, as: QueryContext) => {
      const query = { metrics: [{ id: 'x.rows' }], dimensions: ['x.provider'], time: week }
      const place = { metric: 'x.rows', dimensions: { 'x.provider': provider } }
      return column(await other.rows(rowsRequestSchema.parse({ query, at: place }), as), 'x.provider')
    }
    expect(await rows('meta', viewer)).toEqual(['•••'])
    expect(await rows('meta', admin)).toEqual(['meta'])
    expect(await rows(null, viewer)).toEqual([null])
  })

  test('a cursor leads on, and fits its own question, tenant and installation only', async () => {
    const first = await ask({}, {}, { limit: 3 })
    const cursor = first.nextCursor ?? ''
    const second = await ask({}, {}, { limit: 3, cursor })
    expect([...column(first, 'event_id'), ...column(second, 'event_id')]).toEqual([310, 212, 211, 210].map(rowId))
    expect(second).toMatchObject({ total: 4, nextCursor: null })
    expect(await codeOf(ask({}, {}, { cursor: 'nonsense' }))).toBe('cursor_invalid')
    expect(
      await codeOf(ask({}, {}, { cursor: cursor.startsWith('A') ? `B${cursor.slice(1)}` : `A${cursor.slice(1)}` })),
    ).toBe('cursor_invalid')
    expect(await codeOf(ask({ time: { range: { from: '2026-10-02', to: '2026-10-08' } } }, {}, { cursor }))).toBe(
      'cursor_invalid',
    )
    const stranger = { ...admin, tenant: { ...tenant, id: tenants[1] } }
    expect(await codeOf(ask({}, {}, { cursor, as: stranger }))).toBe('cursor_invalid')
    const elsewhere = createQueryEngine({ model, database, secret: 'another' })
    const request = { query: { metrics: [{ id: 'x.rows' }], time: week }, at: { metric: 'x.rows' }, limit: 3, cursor }
    expect(await codeOf(elsewhere.rows(request, admin))).toBe('cursor_invalid')
  })

  test('their number stands in the explanation of a number, or why there is none', async () => {
    const explain = async (id: string, place: object = {}) => {
      const query = { metrics: [{ id }], time: week }
      return (await engine.explain(query, viewer, { metric: id, ...place })).cell
    }
    expect(await explain('x.rows')).toMatchObject({ rows: 4, refused: null, parts: [] })
    expect(await explain('x.a_per_b', { part: 'denominator' })).toMatchObject({
      rows: 1,
      parts: ['numerator', 'denominator'],
    })
    expect(await explain('x.difference')).toMatchObject({
      rows: null,
      refused: { code: 'part_unknown' },
      parts: ['a', 'b'],
    })
    await expect(explain('x.rows', { bucket: '2026-10-02' })).rejects.toMatchObject({ code: 'cell_unknown' })
  })

  test("another tenant's rows are never among them", async () => {
    expect(JSON.stringify(await ask({ dimensions: ['x.provider'] }, {}))).not.toContain('secret')
    const other = await ask({}, {}, { as: { ...admin, tenant: { ...tenant, id: tenants[1] } } })
    expect(column(other, 'event_id')).toEqual([rowId(410)])
  })

  test('a place the answer does not have is refused by name', async () => {
    const daily = { dimensions: ['x.provider'], time: { ...week, grain: 'day' } }
    expect(await codeOf(ask({}, { metric: 'x.users' }))).toBe('cell_unknown')
    expect(await codeOf(ask({}, { bucket: '2026-10-02' }))).toBe('cell_unknown')
    expect(await codeOf(ask(daily, { bucket: '2027-01-01' }))).toBe('cell_unknown')
    expect(await codeOf(ask(daily, { dimensions: { 'x.kind': 'x' } }))).toBe('cell_unknown')
    expect(await codeOf(ask(daily, { comparison: 'previous_period' }))).toBe('cell_unknown')
    const sized = { dimensions: ['x.size'] }
    expect(await codeOf(ask(sized, { dimensions: { 'x.size': 'much' } }))).toBe('cell_unknown')
    expect((await ask(sized, { dimensions: { 'x.size': 2.5 } })).total).toBe(1)
    expect(await codeOf(ask({}, {}, { as: { ...admin, plugins: new Set<string>() } }))).toBe('plugin_disabled')
    const whole = { query: { metrics: [{ id: 'x.rows' }] }, at: { metric: 'x.rows' }, limit: 1001 }
    expect(await codeOf(engine.rows(whole, admin))).toBe('invalid_query')
  })
})
