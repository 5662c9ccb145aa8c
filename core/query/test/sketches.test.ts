import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeOneDatabase } from '@tessera/test-kit'
import { approximateDistinct, share, sum } from '@tessera/plugin-api/server'
import { metricQuerySchema, rowsRequestSchema, type Frame } from '@tessera/plugin-api/wire'
import { createQueryEngine, describeSource, type QueryEngine, type Rollups } from '../src/index.ts'
import { sketchSql } from '../src/compile/sketch-sql.ts'
import { gatherDefinitions } from '../src/rollup/gather-definitions.ts'
import { worldRollups, write } from './rollup-world.ts'
import { allMetrics, createWorld, fillWorld, model, rowId, sources, tenants } from './world.ts'
import { events } from './world-facts.ts'
import { runsOn } from './runs-on.ts'

const [id] = tenants
const tenant = { id, slug: 'a', name: 'A', timeZone: 'Europe/Berlin', currency: 'EUR', weekStart: 1, asOf: null }
const sizes = { '2026-10-05': 100, '2026-10-06': 4_000, '2026-10-07': 40_000 } as const

test('formulas say that they estimate, and how well', () => {
  const formula = (name: string) => describeSource(sources[name] ?? sum(events, 'event'), 'x')
  expect(formula('about_users_a')).toEqual({
    kind: 'approximate_distinct',
    additivity: 'none',
    formula: `about count(distinct "user_id"), ± 2.3 %, from world.events where "event" = 'a'`,
  })
  expect(formula('about_ninetieth').formula).toBe(
    `about percentile 0.9 of (properties ->> 'amount')::numeric, ± 1 %, from world.events`,
  )
})

test('percentiles of the same values share their bins; sketches and an entity are two rollups', () => {
  const { definitions } = gatherDefinitions(allMetrics(), () => 'world')
  expect(definitions.filter(({ isSketch }) => isSketch).map((definition) => definition.id)).toEqual([
    'x.events.daily.about_users',
    'x.events.daily.about_users_a',
    'x.events.daily.about_median',
    'x.events.short.about_users',
    'x.events.short.about_users_a',
    'x.events.short.about_median',
  ])
  const both = {
    ...events,
    rollups: [{ name: 'both', grain: 'day' as const, dimensions: [], entity: 'user_id' as const, sketches: true }],
  }
  const [metric] = allMetrics()
  if (!metric) throw new Error('the world has metrics')
  const { problems } = gatherDefinitions([{ ...metric, source: approximateDistinct(both, 'user_id') }], () => 'world')
  expect(problems[0]?.reason).toBe("'sketches' and 'entity' are two rollups; declare them apart")
})

describeOneDatabase('estimates from sketches', (open) => {
  let database: Database
  let engine: QueryEngine
  let rollups: Rollups
  const now = new Date('2026-10-20T12:00:00Z')

  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    rollups = await worldRollups(database)
    engine = createQueryEngine({ model, database, rollups: rollups.definitions, now: () => now })
  })

  const ask = (query: object, mode: 'auto' | 'off' = 'auto'): Promise<Frame> =>
    engine.run(metricQuerySchema.parse(query), { tenant, plugins: new Set(['x']), rollups: mode })
  const values = (frame: Frame, column: number) => frame.rows.map((row) => row[column])

  /** Each id twice, a day for each size, numbered from 0 on; `amount` is the number. */
  const crowd = async (tenantId: string, from: number) => {
    await database.tenantTransaction(tenantId, async (db) => {
      for (const [day, size] of Object.entries(sizes)) {
        await sql`
          insert into world.events (tenant_id, "timestamp", event_id, event, user_id, properties)
          select ${tenantId}::uuid, ${`${day}T10:00:00Z`}::timestamptz + again * interval '1 hour',
            gen_random_uuid(), 'a', ('00000000-0001-7000-8000-' || lpad(to_hex(n + ${from}::int), 12, '0'))::uuid,
            jsonb_build_object('provider', case when n % 4 = 0 then 'google' end, 'amount', n)
          from generate_series(0, ${size - 1}::int) as n, generate_series(0, 1) as again`.execute(db)
      }
    })
  }

  test('sets of known sizes, the same on every engine, from rows and from rollups', async () => {
    await fillWorld(database, { happenings: [], lastings: [], spendings: [] })
    await crowd(id, 0)
    await crowd(tenants[1], 1_000_000)
    const range = { from: '2026-10-04', to: '2026-10-09' }
    const metrics = ['users', 'about_users', 'about_median', 'about_ninetieth', 'median', 'ninetieth']
    const question = {
      metrics: metrics.map((name) => ({ id: `x.${name}` })),
      time: { range, grain: 'day' },
      totals: [[]],
    }
    const plain = await ask(question, 'off')
    expect(values(plain, 1)).toEqual([null, 100, 4_000, 40_000, null])
    for (const [index, size] of Object.values(sizes).entries()) {
      const about = Number(plain.rows[index + 1]?.[2])
      expect(Math.abs(about - size) / size).toBeLessThan(3 * 0.023)
      for (const [estimate, exact] of [
        [3, 5],
        [4, 6],
      ] as const) {
        const row = plain.rows[index + 1]
        expect(Math.abs(Number(row?.[estimate]) / Number(row?.[exact]) - 1)).toBeLessThan(0.01)
      }
    }
    // why: written down once, asserted on each engine
    expect(values(plain, 2)).toEqual([null, 97, 4_080, 40_428, null])
    expect(values(plain, 3)).toEqual([null, 49.38979721751498, 2017.1688001947355, 20116.570782960778, null])
    expect(plain.totals?.[0]?.rows[0]?.slice(2, 5)).toEqual([40_428, 17841.938355121205, 35927.599958002786])
    await rollups.rebuild({ id, timeZone: 'Europe/Berlin' })
    const kept = await ask(question)
    expect(kept.rows).toEqual(plain.rows)
    expect(kept.totals).toEqual(plain.totals)
    const served = kept.meta.sources.flatMap(({ id: rollup }) => rollup ?? [])
    expect(served).toContain('x.events.daily.about_users')
    expect(served).toContain('x.events.daily.about_median')
    const weeks = { metrics: [{ id: 'x.about_users' }], dimensions: ['x.provider'], time: { range, grain: 'week' } }
    expect((await ask(weeks)).rows).toEqual((await ask(weeks, 'off')).rows)
    const late = { tenant: 0 as const, at: Date.parse('2026-10-07T10:30:00Z'), id: rowId(1), event: 'a', user: null }
    await database.tenantTransaction(id, (db) =>
      write(db, id, { happenings: [{ ...late, account: null, provider: 'google', kind: null, amount: 1 }] }),
    )
    const mixed = await ask(weeks)
    expect(mixed.meta.source).toEqual({
      kind: 'mixed',
      id: 'x.events.short.about_users',
      reason:
        'rollup x.events.short.about_users serves all but 1 stretch changed since it was built, read from the rows of events',
    })
    expect(mixed.rows).toEqual((await ask(weeks, 'off')).rows)
    await rollups.refresh({ id, timeZone: 'Europe/Berlin' })
    expect((await ask(weeks)).meta.source.kind).toBe('rollup')
    const checks = await rollups.check({ id, timeZone: 'Europe/Berlin' }, { last: 30 })
    expect(checks.filter(({ different }) => different > 0)).toEqual([])
  }, 120_000)

  test('registers equal those of a statement written by hand', async () => {
    const about = await ask({
      metrics: [{ id: 'x.about_users' }],
      time: { range: { from: '2026-10-06', to: '2026-10-07' } },
    })
    const { rows } = await database.tenantTransaction(id, (db) =>
      sql<{ registers: number; sum: number }>`
        with hashed as (
          select distinct user_id, hashtextextended(user_id::text, 0)::bit(64) as bits from world.events
          where tenant_id = ${id}::uuid and user_id is not null and "timestamp" >= '2026-10-05T22:00:00Z' and "timestamp" < '2026-10-06T22:00:00Z'
        ), register as (
          select substring(bits from 54 for 11) as name, max(position('1' in substring(bits from 13 for 41)::text)) as rho
          from hashed group by 1
        )
        select count(*)::int as registers, sum(1 / (2 ^ rho)) as sum from register`.execute(db),
    )
    const { registers = 0, sum: reciprocals = 0 } = rows[0] ?? {}
    const empty = 1 - registers / 2048
    let sigma = empty
    for (let k = 1; k < 30; k += 1) sigma += empty ** (2 ** k) * 2 ** (k - 1)
    const expected = 2048 ** 2 / (2 * Math.log(2)) / (2048 * sigma + Number(reciprocals))
    expect(about.rows[0]?.[0]).toBe(Math.round(expected))
  })

  test('columns say how large the error is', async () => {
    const names = ['about_users', 'about_median', 'about_per_row', 'rows']
    const frame = await ask({
      metrics: names.map((name) => ({ id: `x.${name}` })),
      time: { range: { from: '2026-10-05', to: '2026-10-06' } },
      compare: [{ kind: 'previous_period' }],
    })
    expect(frame.columns.map(({ error }) => error)).toEqual([
      0.023,
      0.023,
      0.01,
      0.01,
      0.023,
      0.023,
      undefined,
      undefined,
    ])
    expect(frame.columns[0]?.additivity).toBe('none')
    const sampled = await ask({
      metrics: [{ id: 'x.rows_per_about' }, { id: 'x.about_per_row' }],
      time: { range: { from: '2026-10-05', to: '2026-10-06' } },
      samples: true,
    })
    const errors = sampled.columns.map(({ role, error }) => [role, error])
    expect(errors).toEqual([
      ['metric', 0.023],
      ['sample', 0.023],
      ['metric', 0.023],
      ['sample', undefined],
    ])
  })

  test('a day without values counts 0 and has no percentile; the rows behind are those of the exact number', async () => {
    await fillWorld(database, { happenings: [], lastings: [], spendings: [] })
    const row = { tenant: 0 as const, event: 'a', user: null, account: null, provider: null, kind: null }
    await database.tenantTransaction(id, (db) =>
      write(db, id, {
        happenings: [
          { ...row, id: rowId(1), at: Date.parse('2026-10-05T10:00:00Z'), amount: 1 },
          { ...row, id: rowId(2), at: Date.parse('2026-10-06T10:00:00Z'), amount: null },
          { ...row, id: rowId(3), at: Date.parse('2026-10-08T10:00:00Z'), amount: -3 },
        ],
      }),
    )
    const time = { range: { from: '2026-10-05', to: '2026-10-10' }, grain: 'day' }
    const frame = await ask({ metrics: [{ id: 'x.about_users' }, { id: 'x.about_median' }], time }, 'off')
    const request = {
      query: metricQuerySchema.parse({ metrics: [{ id: 'x.about_median' }], time }),
      at: { metric: 'x.about_median', bucket: '2026-10-08' },
    }
    const context = { tenant, plugins: new Set(['x']), pii: true }
    const behind = await engine.rows(rowsRequestSchema.parse(request), context)
    expect(behind.rows).toHaveLength(1)
    expect(values(frame, 1)).toEqual([0, 0, 0, 0, null])
    // why: 1 is in bin 0, and 3 in bin 55, since 1.0202^54 < 3 <= 1.0202^55
    expect(values(frame, 2)).toEqual([2 / 2.0202, null, null, expect.closeTo((-2 * 1.0202 ** 55) / 2.0202, 12), null])
  })

  test('percentiles of random values are within 1 % of the exact ones', async () => {
    const size = fc.oneof(
      fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
      fc.integer({ min: 0, max: 20 }),
      fc.constantFrom(1, 1.0202, 0),
    )
    const property = fc.asyncProperty(
      fc.array(size, { minLength: 1, maxLength: 40 }),
      fc.boolean(),
      async (sizesOf, negative) => {
        await fillWorld(database, { happenings: [], lastings: [], spendings: [] })
        const happenings = sizesOf.map((amount, n) => ({
          tenant: 0 as const,
          id: rowId(n + 1),
          at: Date.parse('2026-10-05T10:00:00Z'),
          event: 'a',
          user: null,
          account: null,
          provider: null,
          kind: null,
          amount: negative ? -amount : amount,
        }))
        await database.tenantTransaction(id, (db) => write(db, id, { happenings }))
        const names = ['about_median', 'median', 'about_ninetieth', 'ninetieth']
        const { rows } = await ask(
          {
            metrics: names.map((name) => ({ id: `x.${name}` })),
            time: { range: { from: '2026-10-05', to: '2026-10-06' } },
          },
          'off',
        )
        const [aboutMedian, median, aboutNinetieth, ninetieth] = (rows[0] ?? []).map(Number) as [
          number,
          number,
          number,
          number,
        ]
        expect(Math.abs(aboutMedian - median)).toBeLessThanOrEqual(0.01 * Math.abs(median))
        expect(Math.abs(aboutNinetieth - ninetieth)).toBeLessThanOrEqual(0.01 * Math.abs(ninetieth))
      },
    )
    await fc.assert(property, { numRuns: runsOn(database, 20) })
  }, 60_000)

  test('values too large, too small and not numbers have a bin', async () => {
    const amounts = ["'Infinity'", "'NaN'", '-1e305', '1e-305', "'-Infinity'"]
    const { part } = sketchSql({ kind: 'approximate_percentile' })
    const { rows } = await database.tenantTransaction(id, (db) =>
      sql<
        Record<string, number>
      >`select ${sql.join(amounts.map((text, index) => sql`${part(sql`${sql.raw(text)}::double precision`)} as ${sql.ref(`b${index}`)}`))}`.execute(
        db,
      ),
    )
    expect(Object.values(rows[0] ?? {})).toEqual([134542, 134542, -134542, 0, -134542])
  })

  test('estimates are neither shared out nor taken apart', async () => {
    const question = metricQuerySchema.parse({
      metrics: [{ id: 'x.about_users' }],
      time: { range: { from: '2026-10-05', to: '2026-10-08' } },
      compare: [{ kind: 'previous_period' }],
    })
    const context = { tenant, plugins: new Set(['x']) }
    await expect(engine.decompose({ query: question }, context)).rejects.toMatchObject({ code: 'not_decomposable' })
    const shared = {
      ...model,
      metric: (name: string) => {
        const found = model.metric('x.rows_share')
        return name === 'x.part' && found
          ? { ...found, source: share(approximateDistinct(events, 'user_id')) }
          : model.metric(name)
      },
    }
    const other = createQueryEngine({ model: shared, database, now: () => now })
    await expect(
      other.run(metricQuerySchema.parse({ ...question, metrics: [{ id: 'x.part' }] }), context),
    ).rejects.toMatchObject({ code: 'non_additive_total' })
  })
})
