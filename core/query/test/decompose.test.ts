import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeServers } from '@tessera/test-kit'
import {
  decomposeRequestSchema,
  treeRequestSchema,
  type Decomposition,
  type MetricQuery,
} from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryContext, type QueryEngine } from '../src/index.ts'
import { starts, worldFrom } from './arbitrary.ts'
import { accountId, createWorld, fillWorld, model, rowId, tenants, userId, type Happening } from './world.ts'
import { runsOn } from './runs-on.ts'

let serial = 0
const happened = (day: number, event: string, more: Partial<Happening> = {}): Happening => {
  serial += 1
  return {
    tenant: 0,
    id: rowId(serial),
    at: Date.UTC(2026, 9, day, 10, 0, serial),
    event,
    user: userId(0),
    account: accountId(0),
    provider: 'google',
    kind: 'x',
    amount: 1,
    ...more,
  }
}
const times = (n: number, make: () => Happening) => Array.from({ length: n }, make)

// Before (1 October): google 4 a of 8 b, meta 2 a of 2 b: 6 of 10. Now (2 October): google 2 of 8, meta 2 of 2: 4 of 10.
const happenings = [
  ...times(4, () => happened(1, 'a')),
  ...times(8, () => happened(1, 'b')),
  ...times(2, () => happened(1, 'a', { provider: 'meta', kind: 'y' })),
  ...times(2, () => happened(1, 'b', { provider: 'meta' })),
  ...times(2, () => happened(2, 'a')),
  ...times(8, () => happened(2, 'b', { user: userId(1) })),
  ...times(2, () => happened(2, 'a', { provider: 'meta' })),
  ...times(2, () => happened(2, 'b', { provider: 'meta', user: userId(1) })),
  ...times(5, () => happened(1, 'a', { tenant: 1, provider: 'secret' })),
]

const query: MetricQuery = {
  metrics: [{ id: 'x.a_per_b' }],
  time: { range: { from: '2026-10-02', to: '2026-10-03' } },
  compare: [{ kind: 'previous_period' }],
}

describeServers('a change taken apart', (open) => {
  let database: Database
  let engine: QueryEngine
  const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
  const context: QueryContext = { tenant, plugins: new Set(['x']) }
  const dimensions = ['x.provider', 'x.kind']
  const ask = (more: object = {}, asked: object = {}): Promise<Decomposition> =>
    engine.decompose(decomposeRequestSchema.parse({ query: { ...query, ...asked }, dimensions, ...more }), context)
  const codeOf = (more: object, asked: object = {}) =>
    ask(more, asked).then(
      () => null,
      (error: { code: string }) => error.code,
    )

  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    await fillWorld(database, { happenings, lastings: [], spendings: [] })
    engine = createQueryEngine({ model, database, now: () => new Date('2026-10-07T12:00:00Z') })
  })

  test('of a ratio: rate and mix of every value, the telling dimension first', async () => {
    const answer = await ask()
    expect(answer).toMatchObject({
      metric: 'x.a_per_b',
      kind: 'ratio',
      comparison: 'previous_period',
      before: { value: 0.6, numerator: 6, denominator: 10 },
      now: { value: 0.4, numerator: 4, denominator: 10 },
      refused: [],
    })
    expect(answer.change).toBeCloseTo(-0.2, 12)
    const byProvider = answer.dimensions.find((d) => d.dimension === 'x.provider')
    // google: 80 % of the b, from 1/2 to 1/4; meta unchanged
    expect(byProvider?.parts.map(({ key }) => key)).toEqual(['google', 'meta'])
    expect(byProvider?.parts[0]?.rate).toBeCloseTo(-0.2, 12)
    expect(byProvider?.parts[0]?.mix).toBeCloseTo(0, 12)
    expect(byProvider).toMatchObject({ overlap: 0, concentration: 1, rest: null })
    expect(answer.dimensions[0]?.dimension).toBe('x.provider')
    expect(JSON.stringify(answer)).not.toContain('secret')
  })

  test('of a mean and of a count', async () => {
    const mean = await ask({}, { metrics: [{ id: 'x.mean' }] })
    expect(mean).toMatchObject({ kind: 'ratio', change: 0 })
    const rows = await ask({}, { metrics: [{ id: 'x.rows' }] })
    expect(rows).toMatchObject({ kind: 'sum', change: -2, now: { value: 14 } })
    const parts = rows.dimensions.find((d) => d.dimension === 'x.provider')?.parts
    expect(parts?.map(({ key, effect, rate }) => [key, effect, rate])).toEqual([
      ['google', -2, null],
      ['meta', 0, null],
    ])
  })

  test('of what is counted by being different, and of a funnel: the overlap is told, never hidden', async () => {
    const users = await ask({}, { metrics: [{ id: 'x.users' }] })
    // user 0 alone before, 0 and 1 now; both stand in both providers: each grows by one, the whole by one
    const byProvider = users.dimensions.find((d) => d.dimension === 'x.provider')
    expect(users.change).toBe(1)
    expect(byProvider?.parts.map((part) => part.effect)).toEqual([1, 1])
    expect(byProvider?.overlap).toBe(-1)
    const funnel = await ask({}, { metrics: [{ id: 'x.conversion' }] })
    for (const { parts, overlap } of funnel.dimensions) {
      const sum = parts.reduce((a, part) => a + part.effect, overlap)
      expect(sum).toBeCloseTo(funnel.change ?? 0, 9)
    }
  })

  test('respects filters on rows, the filter of the metric, other names and the comparison asked for', async () => {
    const meta = { member: 'x.provider', operator: 'equals', values: ['meta'] }
    const filtered = await ask({}, { filters: meta })
    expect(filtered.change).toBe(0)
    expect(filtered.dimensions[0]?.parts.map(({ key }) => key)).not.toContain('google')
    const metrics = [{ id: 'x.rows' }, { id: 'x.rows_a', as: 'meta_a', filters: meta }]
    const compare = [{ kind: 'previous_period' }, { kind: 'shift', n: 1, unit: 'week' }, { kind: 'target' }]
    const named = await ask({ metric: 'meta_a', comparison: 'shift_1_week' }, { metrics, compare })
    expect(named).toMatchObject({ comparison: 'shift_1_week', change: null, now: { value: 2 }, dimensions: [] })
    const having = { member: 'x.rows', operator: 'gt', values: [1000] }
    expect((await ask({}, { metrics: [{ id: 'x.rows' }], filters: having })).change).toBe(-2)
    const byDay = { time: { range: { from: '2026-10-02', to: '2026-10-03' }, grain: 'day' } }
    expect((await ask({}, byDay)).change).toBeCloseTo(-0.2, 12)
  })

  test('a dimension that cannot be reached is named with the reason, the others are answered', async () => {
    const answer = await ask({ dimensions: ['x.provider', 'x.nowhere'] })
    expect(answer.dimensions.map((d) => d.dimension)).toEqual(['x.provider'])
    expect(answer.refused).toMatchObject([{ dimension: 'x.nowhere', code: 'no_safe_join_path' }])
  })

  test('what cannot be taken apart is refused by name', async () => {
    expect(await codeOf({}, { metrics: [{ id: 'x.median' }] })).toBe('not_decomposable')
    expect(await codeOf({}, { metrics: [{ id: 'x.difference' }] })).toBe('not_decomposable')
    expect(await codeOf({}, { metrics: [{ id: 'x.rows_share' }] })).toBe('not_decomposable')
    expect(await codeOf({}, { metrics: [{ id: 'x.last_smallest' }] })).toBe('not_decomposable')
    expect(await codeOf({}, { compare: [] })).toBe('cell_unknown')
    expect(await codeOf({ comparison: 'range' })).toBe('cell_unknown')
    expect(await codeOf({ metric: 'x.rows' })).toBe('cell_unknown')
  })

  test('over random rows, effects and overlap add up to the change the query itself shows', async () => {
    const metric = fc.constantFrom(
      'a_per_b',
      'mean',
      'rows',
      'total',
      'users',
      'conversion',
      'stickiness',
      'led_last',
      'conversion_rate',
      'level',
      'last_total',
      'last_two_days',
      'active_users',
    )
    const exact = new Set(['a_per_b', 'mean', 'rows', 'total', 'led_last', 'conversion_rate', 'level', 'last_two_days'])
    const scenario = fc.constantFrom(...starts).chain((start) =>
      fc.record({
        start: fc.constant(start),
        world: worldFrom(start),
        asked: fc.array(metric, { minLength: 4, maxLength: 4 }),
      }),
    )
    const property = fc.asyncProperty(scenario, async ({ start, world, asked }) => {
      await fillWorld(database, world)
      const from = Temporal.PlainDate.from(start).add({ days: 2 })
      const range = { from: from.toString(), to: from.add({ days: 2 }).toString() }
      const late = createQueryEngine({ model, database, now: () => new Date('2027-01-01T00:00:00Z') })
      for (const id of new Set(asked)) {
        const question: MetricQuery = { ...query, metrics: [{ id: `x.${id}` }], time: { range } }
        const frame = await late.run(question, context)
        const [now, before] = (frame.rows[0] ?? []).map((cell) => (cell === null ? null : Number(cell)))
        const answer = await late.decompose(
          { query: question, dimensions: ['x.provider', 'x.kind', 'core.segment'] },
          context,
        )
        expect(answer.now.value ?? null).toBe(now ?? null)
        expect(answer.before.value ?? null).toBe(before ?? null)
        if (answer.change === null) continue
        expect(answer.dimensions).toHaveLength(3)
        for (const { parts, overlap } of answer.dimensions) {
          const sum = parts.reduce((a, part) => a + part.effect, overlap)
          expect(sum).toBeCloseTo(answer.change, 9)
          if (exact.has(id)) expect(overlap, id).toBe(0)
        }
      }
    })
    await fc.assert(property, { numRuns: runsOn(database, 15) })
    await fillWorld(database, { happenings, lastings: [], spendings: [] })
  }, 120_000)

  test('the tree of a metric: each input with its values, and what it did to the change above it', async () => {
    const tree = (id: string, asked: object = {}) =>
      engine.tree(treeRequestSchema.parse({ query: { ...query, metrics: [{ id }], ...asked } }), context)
    // 6 of 10 became 4 of 10: all of it is the numerator
    const { root, comparison } = await tree('x.a_per_b')
    expect(comparison).toBe('previous_period')
    expect(root).toMatchObject({ metric: 'x.a_per_b', now: 0.4, before: 0.6, effect: null })
    expect(root.inputs.map(({ input, metric, now, before }) => [input, metric, now, before])).toEqual([
      ['numerator', 'x.rows_a', 4, 6],
      ['denominator', 'x.rows_b', 10, 10],
    ])
    expect(root.inputs[0]?.effect).toBeCloseTo(-0.2, 12)
    expect(root.inputs[1]?.effect).toBeCloseTo(0, 12)
    const difference = (await tree('x.difference')).root
    expect([difference.now, difference.before, difference.change]).toEqual([-6, -4, -2])
    expect(difference.inputs.map(({ input, metric, effect }) => [input, metric, effect])).toEqual([
      ['a', 'x.rows_a', -2],
      ['b', 'x.rows_b', 0],
    ])
    const google = { member: 'x.provider', operator: 'equals' as const, values: ['google'] }
    expect((await tree('x.a_per_b', { filters: google })).root).toMatchObject({ now: 2 / 8, before: 4 / 8 })
    const before = { range: { from: '2026-09-20', to: '2026-09-21' } }
    const unknown = (await tree('x.a_per_b', { time: before })).root
    expect([unknown.change, ...unknown.inputs.map(({ effect }) => effect)]).toEqual([null, null, null])
    expect((await tree('x.rows')).root).toMatchObject({ metric: 'x.rows', inputs: [] })
  })
})
