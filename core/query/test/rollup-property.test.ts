import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { metricQuerySchema } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryEngine, type Rollups } from '../src/index.ts'
import { starts } from './arbitrary.ts'
import { worldRollups, write } from './rollup-world.ts'
import { accountId, createWorld, fillWorld, model, rowId, tenants, userId, type Happening } from './world.ts'
import { runsOn, waysRead } from './runs-on.ts'

const hour = 3_600_000
const metrics = [
  'rows',
  'rows_a',
  'rows_b',
  'users',
  'total',
  'mean',
  'smallest',
  'largest',
  'median',
  'about_users',
  'about_users_a',
  'about_median',
  'about_ninetieth',
  'about_per_row',
  'a_per_b',
  'difference',
  'rows_share',
  'last_two_days',
  'active_users',
  'stickiness',
  'this_month',
  'ever',
  'step2',
]
const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC', 'Europe/Paris']
const google = { member: 'x.provider', operator: 'equals', values: ['google', null] }
const small = { member: 'x.size', operator: 'lt', values: [3] }

const question = (start: string) =>
  fc
    .record({
      metrics: fc.uniqueArray(
        fc.record({ id: fc.constantFrom(...metrics), filters: fc.constantFrom(undefined, undefined, google, small) }),
        { minLength: 1, maxLength: 4, selector: ({ id }) => id },
      ),
      dimensions: fc.constantFrom([], ['x.provider'], ['x.kind', 'x.provider'], ['core.segment']),
      zone: fc.constantFrom(...zones),
      grain: fc.constantFrom(null, 'hour', 'day', 'day', 'week', 'month'),
      weekStart: fc.integer({ min: 1, max: 7 }),
      hours: fc.constantFrom<[number, number]>([0, 0], [0, 0], [6, 0], [0, 17.5], [1.25, 2.75]),
      days: fc.integer({ min: 1, max: 9 }),
      fill: fc.constantFrom('auto', 'auto', 'none'),
      filters: fc.constantFrom(undefined, undefined, google),
      compare: fc.constantFrom<unknown[]>([], [], [{ kind: 'previous_period' }]),
      extra: fc.constantFrom('none', 'none', 'grand', 'top'),
    })
    .map(({ zone, grain, weekStart, hours, days, extra, ...q }) => {
      const at = (day: number, n: number) =>
        Temporal.PlainDateTime.from(start)
          .add({ days: day, minutes: n * 60 })
          .toString()
      const [by] = q.metrics
      const [dimension] = q.dimensions
      const top = extra === 'top' && by && dimension ? { top: { dimension, by: `x.${by.id}`, n: 1, other: true } } : {}
      return metricQuerySchema.safeParse({
        ...q,
        metrics: q.metrics.map(({ id, filters }) => ({ id: `x.${id}`, ...(filters ? { filters } : {}) })),
        ...(q.filters ? {} : { filters: undefined }),
        ...(extra === 'grand' ? { totals: 'grand' } : {}),
        ...top,
        time: {
          range: { from: at(0, hours[0]), to: at(days, hours[1]) },
          timeZone: zone,
          weekStart,
          ...(grain ? { grain } : {}),
        },
      })
    })

const happening = (start: string) =>
  fc.record({
    at: fc.integer({ min: -96, max: 4 * 24 * 10 }).map((n) => Date.parse(`${start}T00:00:00Z`) + (n * hour) / 4),
    id: fc.nat(2 ** 30).map(rowId),
    event: fc.constantFrom('a', 'b', 'c'),
    user: fc.constantFrom(null, ...[0, 1, 2, 3].map(userId)),
    account: fc.constantFrom(null, ...[0, 1, 2].map(accountId)),
    provider: fc.constantFrom(null, 'google', 'meta'),
    kind: fc.constantFrom(null, 'x', 'y'),
    amount: fc.constantFrom(null, 0, 1, 2.5, -3, 10),
  })

type Step =
  | { readonly do: 'write'; readonly rows: readonly Omit<Happening, 'tenant'>[] }
  | { readonly do: 'remove'; readonly nth: number }
  | { readonly do: 'refresh'; readonly zone: string }
  | { readonly do: 'ask'; readonly query: ReturnType<typeof metricQuerySchema.safeParse> }

const script = fc.constantFrom(...starts).chain((start) => {
  const rows = fc.array(happening(start), { minLength: 1, maxLength: 15 })
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 3, arbitrary: rows.map((each) => ({ do: 'write' as const, rows: each })) },
    { weight: 1, arbitrary: fc.nat(50).map((nth) => ({ do: 'remove' as const, nth })) },
    { weight: 2, arbitrary: fc.constantFrom(...zones.slice(0, 3)).map((zone) => ({ do: 'refresh' as const, zone })) },
    { weight: 6, arbitrary: question(start).map((query) => ({ do: 'ask' as const, query })) },
  )
  const first: Step = { do: 'refresh', zone: 'Europe/Berlin' }
  const steps = fc.array(step, { minLength: 10, maxLength: 18 })
  return fc.record({ start: fc.constant(start), rows, steps: steps.map((each) => [first, ...each]) })
})

describeDatabases('rows written, changed and refreshed in any order', (open) => {
  let database: Database
  let engine: QueryEngine
  let rollups: Rollups
  let now = 0
  const [id] = tenants
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    rollups = await worldRollups(database)
    engine = createQueryEngine({ model, database, rollups: rollups.definitions, now: () => new Date(now) })
  })

  test('answers with rollups equal answers without', async () => {
    const read = new Map<string, number>()
    const run = async ({ start, rows, steps }: { start: string; rows: Omit<Happening, 'tenant'>[]; steps: Step[] }) => {
      now = Date.parse(`${start}T00:00:00Z`) + 6 * 24 * hour + hour / 2
      await fillWorld(database, { happenings: [], lastings: [], spendings: [] })
      await rollups.rebuild({ id, timeZone: 'Europe/Berlin' })
      const there = new Map<string, Happening>()
      const put = async (given: readonly Omit<Happening, 'tenant'>[]) => {
        const fresh = given.map((row) => ({ ...row, tenant: 0 as const })).filter((row) => !there.has(row.id))
        const happenings = [...new Map(fresh.map((row) => [row.id, row])).values()]
        await database.tenantTransaction(id, (db) => write(db, id, { happenings }))
        for (const row of happenings) there.set(row.id, row)
      }
      await put(rows)
      for (const step of steps) {
        if (step.do === 'write') await put(step.rows)
        if (step.do === 'refresh') await rollups.refresh({ id, timeZone: step.zone })
        if (step.do === 'remove') {
          const gone = [...there.values()].filter((_, index) => index % 7 === step.nth % 7)
          await database.tenantTransaction(id, (db) => write(db, id, { gone }))
          for (const row of gone) there.delete(row.id)
        }
        if (step.do !== 'ask' || !step.query.success) continue
        const tenant = { id, slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
        const context = { tenant, plugins: new Set(['x']) }
        const answer = (mode: 'auto' | 'off') =>
          engine.run(step.query.data as never, { ...context, rollups: mode }).then(
            ({ rows: all, totals, meta }) => ({ rows: all, totals, sources: meta.sources }),
            (error: { code: string }) => ({ rows: error.code, totals: undefined, sources: [] }),
          )
        const { sources, ...kept } = await answer('auto')
        const { sources: _, ...plain } = await answer('off')
        expect(kept).toEqual(plain)
        for (const { kind } of sources) read.set(kind, (read.get(kind) ?? 0) + 1)
      }
      expect(
        (await rollups.check({ id, timeZone: 'UTC' }, { last: 400 })).filter((check) => check.different > 0),
      ).toEqual([])
    }
    await fc.assert(fc.asyncProperty(script, run), { numRuns: runsOn(database, 15) })
    expect([...read.keys()]).toEqual(expect.arrayContaining([...waysRead(database)]))
  }, 240_000)
})
