import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { describeServers } from '@tessera/test-kit'
import { metricQuerySchema, type Cell, type MetricQuery } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryEngine } from '../src/index.ts'
import { begin, days, expectedRows, metrics, queryOf, seen, type Asking } from './top-oracle.ts'
import { fillTyped, typedModel, type Reading, type TypedColumn } from './typed-world.ts'
import { tenants } from './world.ts'

const words = ['a', 'B', '__other__', 'Other', 'ä', 'true', '0', null]

/** Rows around the range and the period before it: few values that tie a lot, some missing, and one row at each far end. */
function readingsOf(seed: number): readonly Reading[] {
  let state = seed
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const at = (hours: number) => new Date(begin + hours * 3_600_000).toISOString()
  const reading = (when: string): Reading => ({
    at: when,
    small: ['1', '2', null][next(3)] ?? null,
    whole: ['-1', '0', '1', '2147483647', null][next(5)] ?? null,
    big: ['9007199254740993', '9007199254740992', null][next(3)] ?? null,
    exact: ['0', '0.5', '-2', '4', null][next(5)] ?? null,
    double: ['0.1', '0.30000000000000004', '-7', null][next(4)] ?? null,
    single: null,
    flag: [true, false, null][next(3)] ?? null,
    word: words[Math.min(next(words.length), next(words.length))] ?? null,
    day: ['2026-01-31', '2026-10-01'][next(2)] ?? null,
  })
  const inside = Array.from({ length: 40 }, () => reading(at(next(2 * days * 24) - days * 24)))
  return [reading(at(-24 * 30)), ...inside, reading(at(24 * 30))]
}

const readings = tenants.map((_, index) => readingsOf(index + 41))

const keys = [
  ...metrics.flatMap((id) =>
    ['', ':previous_period', ':previous_period:change', ':previous_period:change_ratio'].map((end) => id + end),
  ),
  'x.mean_exact:n',
]
const dir = fc.constantFrom('asc' as const, 'desc' as const)
const asking: fc.Arbitrary<Asking> = fc
  .constantFrom<TypedColumn>('word', 'flag', 'double', 'whole', 'big', 'day')
  .chain((dimension) =>
    fc.record({
      dimension: fc.constant(dimension),
      daily: fc.boolean(),
      top: fc.option(
        fc.record({ by: fc.constantFrom(...keys), n: fc.integer({ min: 1, max: 5 }), dir, other: fc.boolean() }),
        { freq: 4 },
      ),
      order: fc.uniqueArray(fc.record({ key: fc.constantFrom('time', `x.${dimension}`, ...keys), dir }), {
        maxLength: 2,
        selector: ({ key }) => key,
      }),
      having: fc.option(
        fc.record({
          member: fc.constantFrom(...keys),
          operator: fc.constantFrom('gt' as const, 'lte' as const, 'equals' as const),
          value: fc.constantFrom(0, 1, -1, 0.5, 2),
        }),
      ),
    }),
  )

describeServers('what an answer shows of many groups', (open) => {
  let engine: QueryEngine
  const contextOf = (index: number) => ({
    tenant: {
      id: tenants[index] ?? '',
      slug: 'a',
      name: 'A',
      timeZone: 'UTC',
      currency: 'USD',
      weekStart: 1,
      asOf: null,
    },
    plugins: new Set(['x']),
  })
  const ask = (query: object, index = 0) => engine.run(metricQuerySchema.parse(query), contextOf(index))

  beforeAll(async () => {
    const database = await open()
    await fillTyped(database, readings)
    engine = createQueryEngine({ model: typedModel, database, now: () => new Date('2026-12-01T12:00:00Z') })
  })

  /** An answer in pages of three rows, put together. */
  async function paged(query: MetricQuery, index: number): Promise<(readonly Cell[])[]> {
    const rows: (readonly Cell[])[] = []
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await ask({ ...query, limit: 3, ...(cursor ? { cursor } : {}) }, index)
      rows.push(...page.rows)
      cursor = page.meta.nextCursor ?? null
    }
    return rows
  }

  test('is ordered, narrowed and kept by any number of it, largest or smallest, and pages put together are the whole', async () => {
    await fc.assert(
      fc.asyncProperty(asking, fc.constantFrom(0, 1), async (asked, index) => {
        const query = queryOf(asked)
        const expected = expectedRows(asked, (readings[index] ?? []).map(seen))
        const frame = await ask(query, index)
        expect(frame.rows).toEqual(expected)
        expect(await paged(query, index)).toEqual(expected)
      }),
      { numRuns: 120, seed: 5 },
    )
  }, 180_000)

  test('the numbers of all shown and of the rest are made of the rows behind them, each once', async () => {
    for (const dimension of ['word', 'flag', 'double', 'big'] as const) {
      const id = `x.${dimension}`
      const query = metricQuerySchema.parse({
        ...queryOf({
          dimension,
          daily: false,
          top: { by: 'x.rows', n: 2, dir: 'desc', other: true },
          order: [],
          having: null,
        }),
        metrics: [{ id: 'x.rows' }, { id: 'x.rows_share' }],
        compare: [],
        totals: 'grand',
      })
      const frame = await ask(query)
      const found: string[] = []
      for (const row of frame.rows) {
        const at = {
          metric: 'x.rows',
          dimensions: { [id]: row[0] ?? null },
          ...(row[1] ? { other: true as const } : {}),
        }
        const behind = await engine.rows({ query, at }, contextOf(0))
        expect([row[0], row[1], behind.total]).toEqual([row[0], row[1], row[2]])
        const key = behind.columns.findIndex(({ role }) => role === 'key')
        found.push(...behind.rows.map((each) => String(each[key])))
      }
      const inRange = (readings[0] ?? []).map(seen).filter(({ at }) => at >= begin && at < begin + days * 86_400_000)
      expect(new Set(found).size).toBe(inRange.length)
      expect(found).toHaveLength(inRange.length)
      expect(frame.rows.reduce((sum, row) => sum + Number(row[3]), 0)).toBeCloseTo(1, 9)
      expect(frame.totals?.[0]?.rows[0]?.slice(0, 3)).toEqual([null, null, inRange.length])
    }
  })

  test('a value called like a marker is a value', async () => {
    const asked = { dimension: 'word' as const, daily: false, order: [], having: null }
    const query = queryOf({ ...asked, top: { by: 'x.rows', n: 7, dir: 'desc', other: true } })
    const frame = await ask(query)
    expect(frame.rows.filter((row) => row[1] === true)).toHaveLength(1)
    expect(frame.rows.filter((row) => row[0] === '__other__' || row[0] === 'Other').map((row) => row[1])).toEqual([
      false,
      false,
    ])
    const named = await ask({
      ...query,
      filters: { member: 'x.word', operator: 'equals', values: ['__other__', 'Other'] },
    })
    expect(new Set(named.rows.map((row) => row[0]))).toEqual(new Set(['__other__', 'Other']))
  })

  test('the total of an answer of one row is answered', async () => {
    const time = { range: { from: '2026-10-05', to: '2026-10-08' } }
    const query = { metrics: [{ id: 'x.rows' }, { id: 'x.mean_exact' }], time, compare: [{ kind: 'previous_period' }] }
    const { rows } = await ask(query)
    for (const totals of ['grand', [[]]]) {
      expect((await ask({ ...query, totals })).totals).toEqual([{ by: [], rows }])
    }
    const none = { member: 'x.rows', operator: 'gt', values: [1_000_000] }
    const narrowed = await ask({ ...query, totals: 'grand', filters: none })
    expect([narrowed.rows, narrowed.totals]).toEqual([[], [{ by: [], rows }]])
  })

  test('what is not asked for is refused by name', async () => {
    const codeOf = (more: object) =>
      ask({ metrics: [{ id: 'x.rows' }], dimensions: ['x.word'], ...more }).then(
        () => 'answered',
        (error: { code: string }) => error.code,
      )
    const compare = [{ kind: 'previous_period' }, { kind: 'target' }]
    const top = { dimension: 'x.word', n: 1 }
    for (const member of [
      'x.rows:previous_period',
      'x.rows:previous_period:change',
      'x.rows:n',
      'x.rows:target',
      'x.words',
    ]) {
      const given = member === 'x.rows:target' ? { compare } : {}
      expect(await codeOf({ ...given, filters: { member, operator: 'gt', values: [1] } })).toBe('metric_not_queried')
      expect(await codeOf({ ...given, order: [{ key: member, dir: 'asc' }] })).toBe('metric_not_queried')
      expect(await codeOf({ ...given, top: { ...top, by: member } })).toBe('metric_not_queried')
    }
    expect(await codeOf({ compare, filters: { member: 'x.rows:previous_period', operator: 'gt', values: [1] } })).toBe(
      'answered',
    )
    const mixed = [
      { member: 'x.rows:previous_period', operator: 'set' },
      { member: 'x.word', operator: 'set' },
    ]
    expect(await codeOf({ compare, filters: { or: mixed } })).toBe('mixed_filter')
    expect(await codeOf({ filters: { member: 'nothing', operator: 'set' } })).toBe('unknown_member')
  })
})
