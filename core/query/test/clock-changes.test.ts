import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { metricQuerySchema, type Compare, type Frame, type Grain, type MetricQuery } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryEngine } from '../src/index.ts'
import { besideOf, bucketOf, clockOf, spanOf } from './clock-oracle.ts'
import { createWorld, fillWorld, model, rowId, sources, tenants } from './world.ts'
import { runsOn } from './runs-on.ts'

const zone = 'America/New_York'
const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: zone, currency: 'USD', weekStart: 1, asOf: null }
const context = { tenant, plugins: new Set(['x']) }

const plain = { tenant: 0 as const, event: 'a', user: null, account: null, provider: null, kind: null }
const happening = (at: number, n: number, amount: number) => ({ ...plain, at, id: rowId(n), amount })
const worldOf = (rows: readonly (readonly [string, number])[]) => ({
  happenings: rows.map(([at, amount], n) => happening(Date.parse(at), n, amount)),
  lastings: [],
  spendings: [],
})

/** An instant at which clocks are set, and the zone. */
const changes = [
  ['America/New_York', '2024-11-03T06:00Z'],
  ['America/New_York', '2024-03-10T07:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00Z'],
  ['Europe/Berlin', '2026-03-29T01:00Z'],
  ['Australia/Lord_Howe', '2024-04-06T15:00Z'],
  ['Australia/Lord_Howe', '2024-10-05T15:30Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00Z'],
  ['America/Sao_Paulo', '2018-02-18T02:00Z'],
  ['Africa/Cairo', '2024-04-25T22:00Z'],
  ['Africa/Cairo', '2024-10-31T21:00Z'],
  ['Asia/Beirut', '2024-03-30T22:00Z'],
] as const

describeDatabases('where a clock is set', (open) => {
  let database: Database
  let engine: QueryEngine
  let now = ''
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    engine = createQueryEngine({ model, database, now: () => new Date(now) })
  })
  const ask = (query: Omit<MetricQuery, 'metrics'>, at: string) => {
    now = at
    return engine.run(metricQuerySchema.parse({ metrics: [{ id: 'x.total' }], ...query }), context)
  }
  const total = async (query: Omit<MetricQuery, 'metrics'>, at: string) => Number((await ask(query, at)).rows[0]?.[0])

  describe('in autumn', () => {
    beforeAll(async () => {
      await fillWorld(
        database,
        worldOf([
          ['2024-11-02T05:10Z', 1_000],
          ['2024-11-02T06:10Z', 2_000],
          ['2024-11-03T04:10Z', 1],
          ['2024-11-03T05:10Z', 10],
          ['2024-11-03T06:10Z', 100],
          ['2024-11-03T06:20:00.001Z', 10_000],
        ]),
      )
    })

    test('a range ends at this very instant, though the clock shows it twice', async () => {
      expect(await total({ time: { range: { toDate: 'day' } } }, '2024-11-03T06:20:00Z')).toBe(111)
      expect(await total({ time: { range: { toDate: 'day' } } }, '2024-11-03T06:20:00.002Z')).toBe(10_111)
      expect(await total({ time: { range: { toDate: 'day' } } }, '2024-11-03T05:20:00Z')).toBe(11)
      expect(await total({ time: { range: { toDate: 'hour' } } }, '2024-11-03T06:20:00Z')).toBe(100)
      expect(await total({}, '2024-11-03T06:20:00Z')).toBe(3_111)
      expect(await total({}, '2024-11-03T05:20:00Z')).toBe(3_011)
    })

    test('nothing has elapsed at the start of a unit', async () => {
      const at = '2024-11-03T04:10:00Z'
      expect(await total({ time: { range: { toDate: 'minute' } } }, at)).toBe(0)
      expect((await ask({ time: { range: { toDate: 'day' }, grain: 'hour' } }, '2024-11-03T04:00:00Z')).rows).toEqual([
        ['2024-11-03T04:00:00Z', 0],
      ])
    })

    test.each(Object.keys(sources).map((name) => [name]))(
      '%s has a value for a range that just began',
      async (name) => {
        now = '2024-11-03T04:00:00Z'
        const time = { range: { toDate: 'day' }, grain: 'hour' } as const
        const query = metricQuerySchema.parse({
          metrics: [{ id: `x.${name}` }],
          time,
          compare: [{ kind: 'previous_period' }],
        })
        const { rows, meta } = await engine.run(query, context)
        expect(meta.range.fromInstant).toBe(meta.range.toInstant)
        expect(rows.length).toBeLessThanOrEqual(1)
      },
    )

    test('hours are elapsed time', async () => {
      expect(await total({ time: { range: { last: 1, unit: 'hour' } } }, '2024-11-03T06:20:00Z')).toBe(10)
      expect(await total({ time: { range: { last: 1, unit: 'hour' } } }, '2024-11-03T07:20:00Z')).toBe(10_100)
      expect(await total({ time: { range: { last: 1, unit: 'hour', offset: 1 } } }, '2024-11-03T07:20:00Z')).toBe(10)
      expect(await total({ time: { range: { calendar: 'this', unit: 'hour' } } }, '2024-11-03T05:20:00Z')).toBe(10)
      expect(await total({ time: { range: { calendar: 'last', unit: 'hour' } } }, '2024-11-03T06:20:00Z')).toBe(10)
      const { meta } = await ask({ time: { range: { last: 24, unit: 'hour' } } }, '2024-03-10T16:20:00Z')
      expect(meta.range).toMatchObject({ fromInstant: '2024-03-09T16:00:00Z', toInstant: '2024-03-10T16:00:00Z' })
    })

    test('a bound with an offset says which of two hours is meant, whatever the zone', async () => {
      const between = (from: string, to: string, timeZone = zone) =>
        total({ time: { range: { from, to }, timeZone } }, '2024-12-01T00:00:00Z')
      expect(await between('2024-11-03T01:00', '2024-11-03T01:15-05:00')).toBe(110)
      expect(await between('2024-11-03T01:00-05:00', '2024-11-03T01:15-05:00')).toBe(100)
      expect(await between('2024-11-03T01:00', '2024-11-03T01:15')).toBe(10)
      expect(await between('2024-11-03T05:00Z', '2024-11-03T06:15Z', 'Asia/Kolkata')).toBe(110)
      expect(await between('2024-11-03T05:00:00.000Z', '2024-11-03T07:15+0100', 'Asia/Kolkata')).toBe(110)
    })

    test('each of two hours with one name has an hour of its own beside it', async () => {
      const compare: Compare[] = [{ kind: 'shift', n: 1, unit: 'day' }]
      const time = { range: { from: '2024-11-03', to: '2024-11-04' }, grain: 'hour' } as const
      const { rows } = await ask({ time, compare }, '2024-12-01T00:00:00Z')
      expect(rows).toHaveLength(25)
      expect(rows.slice(1, 3)).toEqual([
        ['2024-11-03T05:00:00Z', 10, 1_000],
        ['2024-11-03T06:00:00Z', 10_100, 2_000],
      ])
      expect(rows[24]).toEqual(['2024-11-04T04:00:00Z', null, null])
      const whole = await ask({ time: { range: time.range }, compare }, '2024-12-01T00:00:00Z')
      expect(whole.rows).toEqual([[10_111, 3_000]])
    })

    test('a last hour or day that takes in more than one says so', async () => {
      const compare: Compare[] = [{ kind: 'shift', n: 1, unit: 'week' }]
      const hours = { range: { from: '2024-11-10', to: '2024-11-11' }, grain: 'hour' } as const
      const { meta } = await ask({ time: hours, compare }, '2024-12-01T00:00:00Z')
      expect(
        meta.comparisons[0]?.longer?.map(({ label, range }) => [label, range.fromInstant, range.toInstant]),
      ).toEqual([['2024-11-11T04:00:00Z', '2024-11-04T03:00:00Z', '2024-11-04T05:00:00Z']])
      const byMonth: Compare[] = [{ kind: 'previous_period' }]
      const days = { range: { last: 1, unit: 'month' }, grain: 'day' } as const
      const february = await ask({ time: days, compare: byMonth }, '2025-03-10T12:00:00Z')
      expect(february.meta.comparisons[0]?.longer?.map(({ label, range }) => [label, range.from, range.to])).toEqual([
        ['2025-02-28', '2025-01-28T00:00:00', '2025-02-01T00:00:00'],
      ])
      const april = await ask({ time: days, compare: byMonth }, '2025-04-10T12:00:00Z')
      expect(april.meta.comparisons[0]).not.toHaveProperty('longer')
    })

    test('rows behind a number are those of its instants', async () => {
      now = '2024-11-03T06:20:00Z'
      const query = { metrics: [{ id: 'x.total' }], time: { range: { toDate: 'day' }, grain: 'hour' } } as const
      const at = { metric: 'x.total', bucket: '2024-11-03T06:00:00Z' }
      const behind = await engine.rows({ query: metricQuerySchema.parse(query), at }, context)
      expect(behind.total).toBe(1)
      expect(behind.meta.range).toMatchObject({
        fromInstant: '2024-11-03T06:00:00Z',
        toInstant: '2024-11-03T06:20:00Z',
      })
    })
  })

  test('ranges, buckets and comparisons equal a look at the clock for each row', async () => {
    const grain = fc.constantFrom<Grain | null>(null, 'hour', 'hour', 'day')
    const compare = fc.constantFrom<Compare>(
      { kind: 'previous_period' },
      { kind: 'shift', n: 1, unit: 'day' },
      { kind: 'shift', n: 1, unit: 'week' },
    )
    const unit = fc.constantFrom('hour' as const, 'day' as const)
    const day = (at: number) => new Date(at).toISOString().slice(0, 10)
    const offsets = fc.constantFrom('Z', '+02:00', '-05:00')
    const questions = (change: number) => {
      const whole = fc.tuple(fc.integer({ min: -2, max: 0 }), fc.integer({ min: 1, max: 3 }))
      const tens = fc.tuple(fc.integer({ min: -40, max: 0 }), fc.integer({ min: 1, max: 40 }))
      const local = (minutes: number, offset: string) => {
        const shown = { Z: 0, '+02:00': 120, '-05:00': -300 }[offset] ?? 0
        return new Date(change + (minutes + shown) * 60_000).toISOString().slice(0, 16) + offset
      }
      const compared = fc.record({
        range: fc.oneof(
          fc.record({ last: fc.integer({ min: 1, max: 30 }), unit, offset: fc.integer({ min: -1, max: 2 }) }),
          fc.record({ toDate: unit }),
          fc.record({ calendar: fc.constantFrom('this' as const, 'last' as const), unit }),
          whole.map(([a, b]) => ({ from: day(change + a * 86_400_000), to: day(change + b * 86_400_000) })),
        ),
        grain,
        compare,
      })
      const exact = fc.record({
        range: fc
          .tuple(tens, offsets)
          .map(([[a, b], offset]) => ({ from: local(a * 10, offset), to: local(b * 10, offset) })),
        grain: fc.constantFrom<Grain | null>(null, 'minute', 'hour', 'day'),
      })
      return fc.array(fc.oneof(compared, compared, exact), { minLength: 10, maxLength: 10 })
    }
    const scenario = fc.constantFrom(...changes).chain(([timeZone, text]) => {
      const change = Date.parse(text)
      return fc.record({
        timeZone: fc.constant(timeZone),
        nows: fc.integer({ min: -20, max: 30 }).map((n) => change + n * 600_000),
        rows: fc.array(fc.integer({ min: -9 * 144, max: 3 * 144 }), { minLength: 40, maxLength: 80 }),
        near: fc.array(fc.integer({ min: -24, max: 24 }), { minLength: 20, maxLength: 20 }),
        change: fc.constant(change),
        asking: questions(change),
      })
    })
    const property = fc.asyncProperty(scenario, async ({ timeZone, nows, rows, near, change, asking }) => {
      const times = [...rows, ...near].map((n) => change + n * 600_000)
      await fillWorld(database, {
        happenings: times.map((at, n) => happening(at, n, 1)),
        lastings: [],
        spendings: [],
      })
      const clock = clockOf(timeZone)
      const at = nows / 60_000
      for (const question of asking) {
        const { range, grain: by } = question
        const compared = 'compare' in question ? question.compare : null
        const time = { range, timeZone, ...(by ? { grain: by } : {}) }
        const query = { time, ...(compared ? { compare: [compared] } : {}) }
        const frame = await ask(query, new Date(nows).toISOString())
        const span = spanOf(range, at, clock)
        const counted = (beside: (row: number) => number | null) => {
          const found = times.flatMap((row) => beside(row / 60_000) ?? [])
          return Map.groupBy(found, (row) => bucketOf(row, span, { grain: by, clock }))
        }
        const own = counted((row) => (row >= span.from && row < span.to ? row : null))
        const other = compared && counted((row) => besideOf(row, { range, compare: compared, span, clock }))
        expect({ question, values: valuesOf(frame, 0) }).toEqual({ question, values: sizes(own, by, clock) })
        if (other)
          expect({ question, values: valuesOf(frame, 1) }).toEqual({ question, values: sizes(other, by, clock) })
        const [last] = Object.entries(valuesOf(frame, 0)).slice(-1)
        if (!last) continue
        const [bucket, value] = last
        const behind = await engine.rows(
          {
            query: metricQuerySchema.parse({ metrics: [{ id: 'x.total' }], ...query }),
            at: { metric: 'x.total', ...(by ? { bucket } : {}) },
          },
          context,
        )
        expect({ question, bucket, rows: behind.total }).toEqual({ question, bucket, rows: value })
      }
    })
    await fc.assert(property, { numRuns: runsOn(database, 12) })
  }, 240_000)
})

/** Values of a frame by bucket, nothing left out. */
function valuesOf(frame: Frame, column: number): Record<string, number> {
  const place = frame.meta.grain === null ? 0 : 1
  const values = frame.rows.map((row) => [place === 0 ? '' : String(row[0]), Number(row[place + column] ?? 0)] as const)
  return Object.fromEntries(values.filter(([, value]) => value !== 0))
}

function sizes(
  counted: ReadonlyMap<number, readonly number[]>,
  grain: Grain | null,
  clock: ReturnType<typeof clockOf>,
): Record<string, number> {
  const nameOf = (start: number) => {
    if (grain === null) return ''
    return grain === 'day' ? clock.dateOf(start) : new Date(start * 60_000).toISOString().replace('.000', '')
  }
  return Object.fromEntries([...counted].map(([start, rows]) => [nameOf(start), rows.length]))
}
