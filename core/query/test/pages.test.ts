import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { metricQuerySchema, type Cell, type Frame } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryEngine } from '../src/index.ts'
import { createWorld, fillWorld, model, rowId, tenants, userId } from './world.ts'

/** Rows that tie in many ways: few values, some missing. */
const happenings = Array.from({ length: 40 }, (_, n) => ({
  tenant: 0 as const,
  id: rowId(n),
  at: Date.parse('2026-10-01T00:00:00Z') + (n % 5) * 86_400_000,
  event: 'a',
  user: userId(n % 3),
  account: null,
  provider: [null, 'Ärger', 'google', 'Meta', "o'hara"][n % 5 === 0 ? (n / 5) % 5 : n % 4] ?? null,
  kind: n % 2 === 0 ? 'x' : null,
  amount: n % 7 === 0 ? null : (n % 3) / 3,
}))

describeDatabases('pages', (open) => {
  let database: Database
  let engine: QueryEngine
  let now = '2026-10-06T12:00:00Z'
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
    engine.run(metricQuerySchema.parse({ metrics: [{ id: 'x.rows' }, { id: 'x.mean' }], ...query }), {
      tenant: as,
      plugins: new Set(['x']),
    })
  const codeOf = (query: object, as = tenant) =>
    ask(query, as).then(
      () => null,
      (error: { code: string }) => error.code,
    )
  const time = { range: { from: '2026-10-01', to: '2026-10-06' }, grain: 'day' }
  const asked = { dimensions: ['x.provider', 'x.kind'], time }

  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    await fillWorld(database, { happenings, lastings: [], spendings: [] })
    engine = createQueryEngine({ model, database, now: () => new Date(now) })
  })

  async function pagesOf(query: object, limit: number): Promise<(readonly Cell[])[]> {
    const rows: (readonly Cell[])[] = []
    let cursor: string | null | undefined
    do {
      const page = await ask({ ...query, limit, ...(cursor ? { cursor } : {}) })
      expect(page.rows.length).toBeLessThanOrEqual(limit)
      rows.push(...page.rows)
      cursor = page.meta.nextCursor
    } while (cursor)
    return rows
  }

  const by = (key: string, dir: 'asc' | 'desc') => ({ key, dir })
  test.each([
    ['as they come', asked],
    ['without grain', { ...asked, time: { range: time.range } }],
    ['by a mean, the largest first', { ...asked, order: [by('x.mean', 'desc')] }],
    [
      'by a mean, the smallest first, then backwards in time',
      { ...asked, order: [by('x.mean', 'asc'), by('time', 'desc')] },
    ],
    [
      'by dimensions both ways',
      { ...asked, order: [by('x.kind', 'desc'), by('x.provider', 'asc'), by('x.rows', 'desc')] },
    ],
    [
      'under a condition, with totals',
      { ...asked, totals: [['time']], filters: { member: 'x.rows', operator: 'gt', values: [0] } },
    ],
  ])('put together they are the answer without limit: %s', async (_, query) => {
    const whole = await ask(query)
    expect(whole.rows.length).toBeGreaterThan(6)
    expect(whole.meta.nextCursor).toBeUndefined()
    expect(await pagesOf(query, 3)).toEqual(whole.rows)
    expect(await pagesOf(query, whole.rows.length)).toEqual(whole.rows)
  })

  test('all pages are as of the moment of the first, and each carries the totals', async () => {
    const query = { dimensions: ['x.provider'], time: { range: { last: 5, unit: 'day' } }, limit: 2, totals: 'grand' }
    const first = await ask(query)
    now = '2026-12-06T12:00:00Z'
    const second = await ask({ ...query, cursor: first.meta.nextCursor })
    now = '2026-10-06T12:00:00Z'
    expect(second.meta.range).toEqual(first.meta.range)
    expect(second.totals).toEqual(first.totals)
    expect(second.rows[0]?.[1]).not.toBeNull()
  })

  test('a cursor that is broken, of another question or of another tenant is refused', async () => {
    const { nextCursor } = (await ask({ ...asked, limit: 2 })).meta
    const broken = `${nextCursor?.startsWith('A') ? 'B' : 'A'}${nextCursor?.slice(1)}`
    expect(await codeOf({ ...asked, limit: 5, cursor: nextCursor })).toBeNull()
    expect(await codeOf({ ...asked, cursor: nextCursor })).toBe('invalid_query')
    expect(await codeOf({ ...asked, limit: 2, cursor: broken })).toBe('cursor_invalid')
    expect(await codeOf({ ...asked, limit: 2, cursor: 'x' })).toBe('cursor_invalid')
    expect(await codeOf({ dimensions: ['x.provider'], time, limit: 2, cursor: nextCursor })).toBe('cursor_invalid')
    expect(await codeOf({ ...asked, limit: 2, cursor: nextCursor }, { ...tenant, id: tenants[1] })).toBe(
      'cursor_invalid',
    )
  })
})
