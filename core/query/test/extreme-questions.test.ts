import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { ProblemError } from '@tessera/plugin-api'
import { metricQuerySchema, type MetricQuery } from '@tessera/plugin-api/wire'
import { describeDatabases } from '@tessera/test-kit'
import { assertBounded } from '../src/compile/assert-bounded.ts'
import { compileStatement } from '../src/compile/statement.ts'
import { createQueryEngine, type QueryEngine } from '../src/index.ts'
import { resolveQuery } from '../src/resolve/resolve-query.ts'
import { written } from '../src/run/statements.ts'
import { countUnits } from '../src/time/count-units.ts'
import { civilEdge } from '../src/time/edge.ts'
import { spanBetween } from '../src/time/span.ts'
import { extremeQuestion } from './extreme-questions.ts'
import { everyKind } from './journeys/every-kind.ts'
import { createWorld, modelOf, tenant } from './journeys/world.ts'

const model = modelOf(everyKind)
const now = new Date('2026-10-05T12:00:00Z')
const context = { tenant, plugins: new Set(['x']) }

/** What a question comes to before a database is asked: what was laid out for it, or the code it is refused with. */
function laidOut(query: MetricQuery): { readonly entries: number; readonly text: number } | string {
  try {
    const resolved = assertBounded(resolveQuery(metricQuerySchema.parse(query), model, { context, now }))
    const { sql: text, parameters } = written(compileStatement(resolved, tenant.id, new Map()).sql)
    expect(parameters.length).toBeLessThan(65_536)
    const lists = parameters.map((value) => (Array.isArray(value) ? value.length : 0))
    const slots = [resolved.time, ...resolved.time.comparisons].map((time) => time.slots.length)
    return { entries: [...lists, ...slots].reduce((a, b) => a + b, 0), text: text.length }
  } catch (error) {
    if (error instanceof ProblemError && error.status === 422) return error.code
    throw error
  }
}

const all = { from: '0001-01-01', to: '9999-12-31' }

test.each([
  ['a retention by day over ten thousand years', 'back_by_day', { range: all }, 'too_many_groups'],
  ['minutes of ten thousand years', 'rows', { range: all, grain: 'minute' }, 'too_many_groups'],
  ['days of ten thousand years', 'week', { range: all, grain: 'day' }, 'too_many_groups'],
  ['a retention by week over what follows the range', 'back_by_week', { range: all }, 'too_many_groups'],
  ['a retention by day without a time', 'back_by_day', undefined, 'too_many_groups'],
  [
    'a minute of each of 10,000 years',
    'hours',
    { range: { last: 10_000, unit: 'year' }, grain: 'minute' },
    'time_out_of_reach',
  ],
  ['3,000 years back', 'rows', { range: { last: 3_000, unit: 'year' } }, 'time_out_of_reach'],
  ['the year 0', 'rows', { range: { from: '0000-01-01', to: '2026-01-01' } }, 'time_out_of_reach'],
  ['what came before the first year', 'new', { range: { from: '0001-01-01', to: '0002-01-01' } }, 'time_out_of_reach'],
] as const)('%s is refused', (_, name, time, code) => {
  expect(laidOut({ metrics: [{ id: `x.${name}` }], ...(time ? { time } : {}) } as MetricQuery)).toBe(code)
})

test('all there is in one number is answered', () => {
  expect(
    laidOut({
      metrics: [{ id: 'x.rows' }, { id: 'x.back_by_month' }],
      time: { range: { from: '1700-01-01', to: '2026-10-05' } },
    }),
  ).toMatchObject({
    text: expect.any(Number),
  })
})

test('whatever is asked, little is laid out or it is refused', () => {
  fc.assert(
    fc.property(extremeQuestion, (query) => {
      const made = laidOut(query)
      if (typeof made === 'string') return
      expect(made.entries).toBeLessThan(600_000)
      expect(made.text).toBeLessThan(200_000)
    }),
    { numRuns: 150 },
  )
})

describe('a statement too large', () => {
  const visits = [
    'rows',
    'people',
    'week',
    'hours',
    'year',
    'ever',
    'people_of_month',
    'credited',
    'funnel',
    'time',
    'new',
  ]
  const eightyDays = { range: { from: '2026-05-01', to: '2026-07-20' }, grain: 'hour' } as const
  const compare: MetricQuery['compare'] = [
    { kind: 'previous_period' },
    { kind: 'shift', n: 1, unit: 'year' },
    { kind: 'shift', n: 1, unit: 'month' },
  ]
  const [provider, kind] = ['x.provider', 'x.kind']
  const totals = [[], ['time'], [provider], [kind], ['time', provider], ['time', kind], [provider, kind]]
  const asked: MetricQuery = { metrics: visits.map((id) => ({ id: `x.${id}` })), dimensions: [provider, kind] }
  const refusal = (query: MetricQuery) => {
    try {
      assertBounded(resolveQuery(query, model, { context, now }))
      return 'none'
    } catch (error) {
      return error instanceof ProblemError ? `${error.status} ${error.message}` : error
    }
  }
  const inAnyOf = (conditions: number, values: number): MetricQuery['filters'] => ({
    or: Array.from({ length: conditions }, (_, n) => {
      const own = Array.from({ length: values }, (__, at) => `${n} ${at}`)
      return { member: provider, operator: n % 2 === 0 ? ('equals' as const) : ('contains' as const), values: own }
    }),
  })

  test.each([
    ['by its comparisons', { ...asked, time: eightyDays, compare, totals }, 'the comparisons (3)'],
    ['by its totals', { ...asked, time: eightyDays, totals, compare: compare.slice(0, 1) }, 'the totals (7)'],
    ['by its filters', { ...asked, filters: inAnyOf(200, 1) }, 'filters'],
    ['by the values of its filters', { ...asked, filters: inAnyOf(40, 1_000) }, 'filters'],
  ])('is refused, %s', (_, query, left) => {
    expect(refusal(query)).toMatch(/^422 the question would be too large/)
    expect(refusal(query)).toContain(left)
  })

  test.each([
    ['without them', { ...asked, time: eightyDays }],
    ['by week with comparisons', { ...asked, time: { ...eightyDays, grain: 'week' }, compare }],
    [
      'over ten thousand values, which are two parameters for each condition',
      { ...asked, filters: inAnyOf(10, 1_000) },
    ],
  ] as const)('is none %s', (_, query) => {
    expect(laidOut(query as MetricQuery)).toMatchObject({ text: expect.any(Number) })
  })
})

test('units are counted as they are cut', () => {
  const spans = [
    ['2026-01-15', '2026-03-01T00:00:01', 'month', 3],
    ['2026-01-15', '2026-03-01', 'month', 2],
    ['2026-01-04', '2026-01-05', 'week', 1],
    ['2026-01-04', '2026-01-06', 'week', 2],
    ['2026-03-29', '2026-03-30', 'hour', 23],
    ['2026-12-31T23:59', '2027-01-01T00:00:00.5', 'year', 2],
    ['2026-02-28', '2026-04-02', 'quarter', 2],
  ] as const
  const calendar = { timeZone: 'Europe/Berlin', weekStart: 1 }
  for (const [from, to, unit, count] of spans) {
    const [begin, end] = [from, to].map((text) => civilEdge(Temporal.PlainDateTime.from(text), calendar.timeZone))
    expect(begin && end && countUnits(spanBetween(begin, end), unit, calendar)).toBe(count)
  }
})

describeDatabases('questions at the ends of time', (open) => {
  let database: Database
  let engine: QueryEngine
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    engine = createQueryEngine({ model, database, now: () => now })
  })

  test('are answered where rows lie beyond them', async () => {
    const place = { id: crypto.randomUUID(), tenant_id: tenant.id, account_id: crypto.randomUUID(), value: 1 }
    await database.tenantTransaction(tenant.id, async (db) => {
      for (const started_on of ['0044-03-15 BC', '2026-10-01', '12000-01-01']) {
        const row = { ...place, id: crypto.randomUUID(), started_on, started_at: started_on }
        await sql`insert into journey.lines select * from jsonb_populate_record(null::journey.lines, ${JSON.stringify(row)}::jsonb)`.execute(
          db,
        )
      }
    })
    const metrics = [{ id: 'x.last' }, { id: 'x.open_terms' }, { id: 'x.level' }]
    const { rows } = await engine.run({ metrics, time: { range: { from: '2026-10-02', to: '2026-10-03' } } }, context)
    expect(rows).toEqual([[1, 2, 1]])
  })

  test('are answered or refused by name, never broken', async () => {
    await fc.assert(
      fc.asyncProperty(extremeQuestion, async (query) => {
        const outcome = await engine.run(metricQuerySchema.parse(query), context).then(
          () => 'answered',
          (error: unknown) => (error instanceof ProblemError && error.status === 422 ? 'refused' : error),
        )
        expect(['answered', 'refused']).toContain(outcome)
      }),
      { numRuns: 40 },
    )
  })
})
