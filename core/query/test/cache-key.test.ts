import fc from 'fast-check'
import { expect, test } from 'vitest'
import { metricQuerySchema, type MetricQuery } from '@tessera/plugin-api/wire'
import { cacheKey } from '../src/cache/cache-key.ts'
import { securityOf } from '../src/cache/security.ts'
import { timeKeyUntil } from '../src/cache/time-key.ts'
import type { QueryContext } from '../src/index.ts'
import { resolveQuery } from '../src/resolve/resolve-query.ts'
import { asked, type Asked } from './arbitrary.ts'
import { model, tenants } from './world.ts'

const context: QueryContext = {
  tenant: { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null },
  plugins: new Set(['x']),
}

const now = new Date('2026-10-07T12:00:00Z')
const resolve = (query: MetricQuery, as: QueryContext, at: Date) => resolveQuery(query, model, { context: as, now: at })
const keyOf = (query: object, as: QueryContext = context, at: Date = now) => {
  const parsed = metricQuerySchema.parse(query)
  return cacheKey(securityOf(as), { asked: parsed, resolved: resolve(parsed, as, at), now: at.toISOString() })
}
const rows = { metrics: [{ id: 'x.rows' }], time: { range: { last: 3, unit: 'day' }, grain: 'day' } }

const uuid = fc.uuid()
const contexts: fc.Arbitrary<QueryContext> = fc.record({
  tenant: fc.record({
    id: fc.constantFrom<string>(...tenants),
    slug: fc.constantFrom('a', 'b'),
    name: fc.constantFrom('A', 'B', 'a","b'),
    timeZone: fc.constantFrom('UTC', 'Etc/UTC', 'Asia/Kolkata'),
    currency: fc.constantFrom('USD', 'EUR'),
    weekStart: fc.constantFrom(1, 7),
    asOf: fc.constantFrom(null, now, new Date(0)),
  }),
  plugins: fc.constantFrom(['x'], ['x', 'y'], ['y', 'x'], ['x', 'z']).map((ids) => new Set(ids)),
})

/** What a context says, compared apart from the code under test. */
const sameContext = (a: QueryContext, b: QueryContext) =>
  (['id', 'slug', 'name', 'timeZone', 'currency', 'weekStart'] as const).every(
    (field) => a.tenant[field] === b.tenant[field],
  ) &&
  a.tenant.asOf?.getTime() === b.tenant.asOf?.getTime() &&
  a.plugins.symmetricDifference(b.plugins).size === 0

test('P1 the cache key holds the whole security context', () => {
  fc.assert(
    fc.property(contexts, contexts, (a, b) => {
      expect(keyOf(rows, a) === keyOf(rows, b)).toBe(sameContext(a, b))
    }),
    { numRuns: 500 },
  )
  const changes: Partial<QueryContext['tenant']>[] = [
    { id: tenants[1] },
    { slug: 'z' },
    { name: 'z' },
    { timeZone: 'Europe/Berlin' },
    { currency: 'JPY' },
    { weekStart: 3 },
    { asOf: new Date(1) },
  ]
  expect(new Set(changes.flatMap(Object.keys))).toEqual(new Set(Object.keys(context.tenant)))
  const varied = [
    context,
    ...changes.map((change) => ({ ...context, tenant: { ...context.tenant, ...change } })),
    { ...context, plugins: new Set(['x', 'y']) },
  ]
  expect(new Set(varied.map((one) => keyOf(rows, one))).size).toBe(varied.length)
})

test('P1 a field the context gets later is in the key without anybody adding it', () => {
  fc.assert(
    fc.property(uuid, uuid, (a, b) => {
      const rights = (region: string) => ({ ...context, rights: { region } }) as QueryContext
      expect(keyOf(rows, rights(a)) === keyOf(rows, rights(b))).toBe(a === b)
    }),
  )
  const unreadable = { ...context, may: () => true } as QueryContext
  expect(() => securityOf(unreadable)).toThrow('cache key')
})

test('P1 without a tenant or plugins there is no key', () => {
  const broken = [
    { ...context, tenant: null },
    { ...context, tenant: undefined },
    { ...context, tenant: { ...context.tenant, id: '' } },
    { ...context, plugins: undefined },
    { ...context, plugins: ['x'] },
    {},
  ]
  for (const one of broken) expect(() => securityOf(one as QueryContext)).toThrow('without tenant')
})

test('signal and data version do not belong to the key', () => {
  expect(keyOf(rows, { ...context, signal: new AbortController().signal, dataVersion: 'v' })).toBe(keyOf(rows))
})

test('every part of the question is in the key', () => {
  const questions = [
    rows,
    { ...rows, metrics: [{ id: 'x.rows_a' }] },
    { ...rows, metrics: [{ id: 'x.rows', as: 'n' }] },
    { ...rows, metrics: [{ id: 'x.rows' }, { id: 'x.users' }] },
    { ...rows, metrics: [{ id: 'x.users' }, { id: 'x.rows' }] },
    { ...rows, dimensions: ['x.kind'] },
    { ...rows, filters: { member: 'x.kind', operator: 'equals', values: ['x'] } },
    { ...rows, filters: { member: 'x.kind', operator: 'equals', values: ['y'] } },
    { ...rows, compare: [{ kind: 'previous_period' }] },
    { ...rows, fill: 'none' },
    { ...rows, samples: true },
    { ...rows, order: [{ key: 'time', dir: 'desc' }] },
    { ...rows, limit: 10 },
    { ...rows, dimensions: ['x.kind'], top: { dimension: 'x.kind', by: 'x.rows', n: 1 } },
    { ...rows, dimensions: ['x.kind'], top: { dimension: 'x.kind', by: 'x.rows', n: 2 } },
    { ...rows, time: { ...rows.time, range: { last: 4, unit: 'day' } } },
    { ...rows, time: { ...rows.time, grain: 'week' } },
    { ...rows, time: { ...rows.time, timeZone: 'Asia/Kolkata' } },
    { ...rows, time: { ...rows.time, weekStart: 7 } },
  ]
  expect(new Set(questions.map((one) => keyOf(one))).size).toBe(questions.length)
})

test('the clock is in the key exactly where the answer depends on it', () => {
  const at = (hour: string, query: object) => keyOf(query, context, new Date(`2026-10-07T${hour}:00:00Z`))
  const same = (query: object) => at('09', query) === at('15', query)
  const today = { range: { last: 3, unit: 'day', offset: -1 }, grain: 'day' }
  expect(same(rows)).toBe(true)
  expect(same({ ...rows, time: today })).toBe(true)
  expect(same({ ...rows, time: { range: { toDate: 'month' } } })).toBe(false)
  expect(same({ metrics: rows.metrics })).toBe(false)
  expect(same({ metrics: [{ id: 'x.open' }], time: rows.time })).toBe(true)
  expect(same({ metrics: [{ id: 'x.open' }], time: today })).toBe(false)
  expect(same({ metrics: [{ id: 'x.gone' }], time: today })).toBe(false)
  for (const id of ['x.ever', 'x.active_users', 'x.survived']) {
    expect(same({ metrics: [{ id }], time: rows.time })).toBe(true)
    expect(same({ metrics: [{ id }], time: today })).toBe(false)
  }
  // an hour that is over at one reading and running at the other
  const hours = { range: { from: '2026-10-07', to: '2026-10-08' }, grain: 'hour' }
  expect(same({ ...rows, time: hours })).toBe(false)
})

const relative = (q: Asked, offset: number): MetricQuery => ({
  metrics: q.metrics.map((id) => ({ id: `x.${id}` })),
  dimensions: [...q.dimensions],
  time: {
    range: { last: q.days, unit: 'day', offset },
    timeZone: q.timeZone,
    weekStart: q.weekStart,
    ...(q.grain ? { grain: q.grain } : {}),
  },
  ...(q.compare === 'none' ? {} : { compare: [{ kind: 'previous_period' }] }),
})

test('until the instant that a key is said to hold for, the clock does not change it; there it does', () => {
  const moments = fc.date({ min: new Date('2026-03-20'), max: new Date('2026-04-05'), noInvalidDate: true })
  fc.assert(
    fc.property(
      asked,
      fc.constantFrom(-1, 0, 1),
      moments,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (q, offset, at, part) => {
        const query = relative(q, offset)
        const until = timeKeyUntil(query, resolve(query, context, at), at)
        if (until <= at.getTime()) return
        expect(until).toBeLessThan(at.getTime() + 26 * 3_600_000)
        const within = new Date(at.getTime() + Math.floor((until - 1 - at.getTime()) * part))
        expect(keyOf(query, context, within)).toBe(keyOf(query, context, at))
        expect(keyOf(query, context, new Date(until))).not.toBe(keyOf(query, context, at))
      },
    ),
    { numRuns: 300 },
  )
})
