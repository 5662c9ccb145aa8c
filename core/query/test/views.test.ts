import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { metricQuerySchema, type Frame } from '@tessera/plugin-api/wire'
import { describeDatabases } from '@tessera/test-kit'
import { createQueryEngine, type QueryEngine } from '../src/index.ts'
import { createWorld, fillWorld, model, rowId, tenants, userId, type Happening } from './world.ts'

const [id, otherId] = tenants
const tenant = { id, slug: 'a', name: 'A', timeZone: 'Europe/Berlin', currency: 'EUR', weekStart: 1, asOf: null }
const dayMs = 86_400_000
const first = Date.parse('2026-10-01T10:00:00Z')
const providers = 60

/** Provider n has n + 1 events, each with its own user, spread over 20 days; the first ten tie with the eleventh in nothing. */
const story: Happening[] = Array.from({ length: providers }, (_, n) =>
  Array.from({ length: n + 1 }, (__, k) => ({
    tenant: 0 as const,
    id: rowId(n * 100 + k),
    at: first + ((n * 7 + k * 3) % 20) * dayMs,
    event: k === 0 ? 'a' : 'b',
    user: userId(k),
    account: null,
    provider: n === 5 ? null : `p${String(n).padStart(2, '0')}`,
    kind: null,
    amount: 1,
  })),
).flat()

const time = { range: { from: '2026-10-01', to: '2026-10-21' }, grain: 'auto' }
const top = { dimension: 'x.provider', by: 'x.rows', n: 8, other: 'auto' }

describeDatabases('questions of views', (open) => {
  let database: Database
  let engine: QueryEngine

  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    const others = story.map((each, n) => ({ ...each, tenant: 1 as const, id: rowId(90_000 + n), provider: 'p01' }))
    await fillWorld(database, { happenings: [...story, ...others], lastings: [], spendings: [] })
    engine = createQueryEngine({ model, database, now: () => new Date('2026-11-05T12:00:00Z') })
  })

  const ask = (query: object, tenantId: string = id): Promise<Frame> =>
    engine.run(metricQuerySchema.parse({ metrics: [{ id: 'x.rows' }], ...query }), {
      tenant: { ...tenant, id: tenantId },
      plugins: new Set(['x']),
    })

  test('a line of eight values asks for eight and the rest, which add up to all there is', async () => {
    const asked = { dimensions: ['x.provider'], time, top }
    const frame = await ask(asked)
    expect(frame.meta.grain).toBe('day')
    expect(frame.meta.top).toEqual({ dimension: 'x.provider', kept: 8, more: true, other: true })
    const place = (name: string) => frame.columns.findIndex((column) => column.name === name)
    const [at, who, rest, value] = ['time', 'x.provider', 'x.provider:other', 'x.rows'].map(place)
    const key = (day: unknown, name: unknown) => `${String(day)} ${String(name)}`
    const expected = new Map<string, number>()
    for (const { at: moment, provider } of story) {
      const n = provider === null ? 5 : Number(provider.slice(1))
      const name = n >= providers - 8 ? provider : 'the rest'
      const day = new Date(moment).toISOString().slice(0, 10)
      expected.set(key(day, name), (expected.get(key(day, name)) ?? 0) + 1)
    }
    const found = frame.rows.map((row) => [
      key(row[at ?? 0], row[rest ?? 0] === true ? 'the rest' : row[who ?? 0]),
      Number(row[value ?? 0]),
    ])
    expect(Object.fromEntries(found.filter(([, count]) => count !== 0))).toEqual(Object.fromEntries(expected))
    expect(frame.rows.length).toBeLessThanOrEqual(9 * frame.meta.buckets.length)
  })

  test('where all values are kept nothing is said to be left, for each tenant by itself', async () => {
    const all = await ask({ dimensions: ['x.provider'], time, top }, otherId)
    expect(all.meta.top).toEqual({ dimension: 'x.provider', kept: 1, more: false, other: true })
    expect((await ask({ dimensions: ['x.provider'], time })).meta.top).toBeUndefined()
    const ranked = await ask({ dimensions: ['x.provider'], time: { range: time.range }, top: { ...top, n: 60 } })
    expect(ranked.meta.top).toMatchObject({ kept: 60, more: false })
  })

  test('the rest that cannot be counted is left out with auto, and refused when it is asked for', async () => {
    const funnel = { metrics: [{ id: 'x.step1' }], dimensions: ['x.provider'], time: { range: time.range } }
    const held = await ask({ ...funnel, top: { ...top, by: 'x.step1' } })
    expect(held.meta.top).toEqual({ dimension: 'x.provider', kept: 8, more: true, other: false })
    expect(held.columns.some(({ role }) => role === 'other')).toBe(false)
    expect(held.rows).toHaveLength(8)
    await expect(ask({ ...funnel, top: { ...top, by: 'x.step1', other: true } })).rejects.toThrow('keeps it equal')
  })

  test('auto goes no finer than the rows of any metric are dated', async () => {
    const range = { last: 1, unit: 'day' }
    expect((await ask({ time: { range, grain: 'auto' } })).meta.grain).toBe('hour')
    const dated = await ask({ metrics: [{ id: 'x.rows' }, { id: 'x.spend' }], time: { range, grain: 'auto' } })
    expect(dated.meta.grain).toBe('day')
    const shorter = { range: { last: 90, unit: 'minute' }, grain: 'auto' }
    expect((await ask({ time: shorter })).meta.grain).toBe('minute')
  })
})
