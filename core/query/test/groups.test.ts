import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { distinct, percentile, sum, type MetricSource } from '@tessera/plugin-api/server'
import type { Database } from '@tessera/database'
import type { Frame, MetricQuery } from '@tessera/plugin-api/wire'
import { describeServers } from '@tessera/test-kit'
import { createQueryEngine, type MetricModel, type QueryEngine, type Rollups } from '../src/index.ts'
import { starts, worldFrom } from './arbitrary.ts'
import { happeningDimensions } from './oracle.ts'
import { stir, worldRollups } from './rollup-world.ts'
import { createWorld, fillWorld, model, tenants, type Happening } from './world.ts'
import { amount, events, isEvent } from './world-facts.ts'
import { runsOn } from './runs-on.ts'

/** Metrics that count only some rows, each in its own way. */
const own: Readonly<Record<string, MetricSource>> = {
  cases_a: sum(events, () => sql`case when event = 'a' then 1 else 0 end`),
  users_a: distinct(events, 'user_id', { where: isEvent('a') }),
  median_a: percentile(events, amount, { fraction: 0.5, where: isEvent('a') }),
  total_a: sum(events, amount, { where: isEvent('a') }),
}
const world: MetricModel = {
  ...model,
  metric: (id) => {
    const rows = model.metric('x.rows')
    const source = own[id.slice(2)]
    return source && rows ? { ...rows, info: { ...rows.info, id }, source } : model.metric(id)
  },
}
const metrics = ['rows', 'rows_a', 'rows_b', 'a_per_b', 'difference', 'about_users_a', 'led_last', ...Object.keys(own)]
const countsRows = new Set([
  'rows',
  'rows_a',
  'rows_b',
  'difference',
  'about_users_a',
  'led_last',
  'cases_a',
  'users_a',
])

const days = 6
const isGoogle = { member: 'x.provider', operator: 'equals' as const, values: ['google'] }
const asked = fc.record({
  metrics: fc.uniqueArray(fc.constantFrom(...metrics), { minLength: 1, maxLength: 3 }),
  dimensions: fc.constantFrom(['x.provider'], ['x.kind'], ['x.kind', 'x.provider'], ['core.segment']),
  isDaily: fc.boolean(),
  fill: fc.constantFrom('auto' as const, 'none' as const),
  filtersOfFirst: fc.constantFrom(null, isGoogle),
  filters: fc.constantFrom(null, null, { member: 'x.kind', operator: 'set' as const }),
})
type Asked = typeof asked extends fc.Arbitrary<infer Each> ? Each : never

function queryOf(q: Asked, start: string): MetricQuery {
  const to = Temporal.PlainDate.from(start).add({ days }).toString()
  return {
    metrics: q.metrics.map((id, index) => ({
      id: `x.${id}`,
      ...(index === 0 && q.filtersOfFirst ? { filters: q.filtersOfFirst } : {}),
    })),
    dimensions: [...q.dimensions],
    time: { range: { from: start, to }, timeZone: 'UTC', ...(q.isDaily ? { grain: 'day' as const } : {}) },
    fill: q.fill,
    ...(q.filters ? { filters: q.filters } : {}),
  }
}

/** Groups, and days where they are told apart, of the rows of the fact that the question looks at. */
function expected(happenings: readonly Happening[], q: Asked, start: string): Set<string> {
  const from = Date.parse(`${start}T00:00:00Z`)
  const seen = happenings.filter(
    (h) => h.tenant === 0 && h.at >= from && h.at < from + days * 86_400_000 && (q.filters === null || h.kind !== null),
  )
  const isByDay = q.isDaily && q.fill === 'none'
  return new Set(
    seen.map((h) => {
      const of = happeningDimensions(h)
      const group = q.dimensions.map((id) => of[id] ?? null)
      return JSON.stringify(isByDay ? [new Date(h.at).toISOString().slice(0, 10), ...group] : group)
    }),
  )
}

function found(frame: Frame, q: Asked): Set<string> {
  const isByDay = q.isDaily && q.fill === 'none'
  const columns = frame.columns.flatMap(({ role }, index) =>
    role === 'dimension' || (isByDay && role === 'time') ? [index] : [],
  )
  return new Set(frame.rows.map((row) => JSON.stringify(columns.map((index) => row[index]))))
}

const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
const context = { tenant, plugins: new Set(['x']) }
const fromRows = { ...context, rollups: 'off' as const }

describeServers('a breakdown has the groups of the rows in the range', (open) => {
  let database: Database
  let rollups: Rollups
  let engine: QueryEngine
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    rollups = await worldRollups(database)
    engine = createQueryEngine({
      model: world,
      database,
      rollups: rollups.definitions,
      now: () => new Date('2027-01-01T00:00:00Z'),
    })
  })

  test('whatever conditions its metrics have, alone and together, from rows and rollups', async () => {
    const scenario = fc.constantFrom(...starts).chain((start) =>
      fc.record({
        start: fc.constant(start),
        filled: worldFrom(start),
        questions: fc.array(asked, { minLength: 8, maxLength: 8 }),
      }),
    )
    const property = fc.asyncProperty(scenario, async ({ start, filled, questions }) => {
      await fillWorld(database, filled)
      await stir(database, rollups, filled)
      for (const q of questions) {
        for (const read of ['auto', 'off'] as const) {
          const frame = await engine.run(queryOf(q, start), { ...context, rollups: read })
          // why: credit may go to a row outside of what has groups by day
          if (q.metrics.includes('led_last') && q.fill === 'none') continue
          expect({ q, read, groups: found(frame, q) }).toEqual({
            q,
            read,
            groups: expected(filled.happenings, q, start),
          })
        }
      }
    })
    await fc.assert(property, { numRuns: runsOn(database, 12) })
  }, 120_000)

  const at = Date.parse('2026-03-05T12:00:00Z')
  const row = (n: number, event: string, provider: string, user: string | null = null): Happening => ({
    tenant: 0,
    at,
    id: `00000000-0003-7000-8000-00000000000${n}`,
    event,
    user,
    account: null,
    provider,
    kind: null,
    amount: 4,
  })
  const rows = [
    row(1, 'a', 'google', '00000000-0001-7000-8000-000000000001'),
    row(2, 'b', 'meta'),
    row(3, 'c', 'zoom'),
    { ...row(4, 'a', 'other'), tenant: 1 as const },
    { ...row(5, 'a', 'late'), at: at + 30 * 86_400_000 },
  ]
  const march5 = { range: { from: '2026-03-05', to: '2026-03-06' }, timeZone: 'UTC' }

  test('with 0 where nothing is counted, and nothing where nothing is known', async () => {
    await fillWorld(database, { happenings: rows, lastings: [], spendings: [] })
    for (const metric of metrics) {
      const { rows: answer } = await engine.run(
        {
          metrics: [{ id: `x.${metric}` }],
          dimensions: ['x.provider'],
          time: march5,
          order: [{ key: 'x.provider', dir: 'asc' }],
        },
        fromRows,
      )
      expect({ metric, groups: answer.map(([provider]) => provider) }).toEqual({
        metric,
        groups: ['google', 'meta', 'zoom'],
      })
      if (metric !== 'rows')
        expect({ metric, zoom: answer[2]?.[1] }).toEqual({
          metric,
          zoom: countsRows.has(metric) || metric === 'total_a' ? 0 : null,
        })
    }
  })

  test('also for windows that reach back and stocks, which have the groups of what they find before the range as well', async () => {
    const earlier = { ...row(6, 'b', 'past'), at: at - 86_400_000 / 2 }
    await fillWorld(database, { happenings: [...rows, earlier], lastings: [], spendings: [] })
    for (const metric of ['last_two_days', 'level_of_a']) {
      for (const grain of [null, 'day'] as const) {
        const time = grain === null ? march5 : { ...march5, grain }
        const query = { metrics: [{ id: `x.${metric}` }], dimensions: ['x.provider'], time }
        const { rows: answer, columns } = await engine.run(query, fromRows)
        const provider = columns.findIndex(({ role }) => role === 'dimension')
        const groups = [...new Set(answer.map((cells) => cells[provider]))].toSorted()
        expect({ metric, grain, groups }).toEqual({ metric, grain, groups: ['google', 'meta', 'past', 'zoom'] })
      }
    }
  })

  test('which top ranks and having leaves out', async () => {
    await fillWorld(database, { happenings: rows, lastings: [], spendings: [] })
    const query: MetricQuery = { metrics: [{ id: 'x.rows_b' }], dimensions: ['x.provider'], time: march5 }
    const top = await engine.run(
      { ...query, top: { dimension: 'x.provider', by: 'x.rows_b', n: 2, other: true } },
      fromRows,
    )
    expect(top.rows).toHaveLength(3)
    const above = await engine.run({ ...query, filters: { member: 'x.rows_b', operator: 'gt', values: [0] } }, fromRows)
    expect(above.rows).toEqual([['meta', 1]])
  })
})
