import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeServers } from '@tessera/test-kit'
import { lastValue, lost, movements, snapshot, type MetricSource } from '@tessera/plugin-api/server'
import type { Frame } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryEngine } from '../../src/index.ts'
import { linesFrom } from './lines-from.ts'
import { askedOf, day, queryOf, rowId, starts, userId, type Asked } from './question.ts'
import { createWorld, facts, fillWorld, modelOf, tenant, type Line } from './world.ts'
import { runsOn } from '../runs-on.ts'

/** The same state asked for in several ways, of rows dated by instant and by day. */
function statesOf(name: string, fact: typeof facts.lines | typeof facts.terms): [string, MetricSource][] {
  const each = { entity: 'id', ended: name === 'lines' ? 'ended_at' : 'ended_on' } as const
  const moved = movements(fact, { entity: 'id', value: 'value' })
  return [
    [`${name}_open`, snapshot(fact, 'count')],
    [`${name}_before`, snapshot(fact, 'count', { at: 'start' })],
    [`${name}_gone`, lost(fact, 'count')],
    [`${name}_last`, lastValue(fact, { ...each, across: 'count' })],
    [`${name}_worth`, snapshot(fact, { sum: 'value' })],
    [`${name}_last_worth`, lastValue(fact, { ...each, value: 'value' })],
    [`${name}_opening`, moved.opening()],
    [`${name}_closing`, moved.closing()],
  ]
}
const sources = Object.fromEntries([...statesOf('lines', facts.lines), ...statesOf('terms', facts.terms)])

const line = (n: number, from: string, to: string | null): Line => {
  const [start, end] = [Date.parse(`2026-10-${from}Z`), to === null ? null : Date.parse(`2026-10-${to}Z`)]
  return { tenant: 0, id: rowId(n), account: userId(n), provider: null, start, end, value: 10 }
}

describeServers('states at the end of a bucket', (open) => {
  let database: Database
  let engine: QueryEngine
  let now = 0
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    engine = createQueryEngine({ model: modelOf(sources), database, now: () => new Date(now) })
  })
  const answer = (q: Asked, start: string) => engine.run(queryOf(q, start), { tenant, plugins: new Set(['x']) })
  const valuesOf = (frame: Frame, metric: string, suffix = '') =>
    frame.rows.map((row) => Number(row[frame.columns.findIndex((c) => c.name === `x.${metric}${suffix}`)] ?? 0))

  test('what begins or ends at that very moment belongs to the next bucket', async () => {
    now = Date.parse('2026-11-01T00:00:00Z')
    const lines = [
      line(0, '01T06:00', '02T00:00'), // ends with the 1st
      line(1, '02T00:00', null), // begins with the 2nd
      line(2, '01T00:00', '02T00:00'), // lasts all of the 1st
      line(3, '02T00:00', '02T00:00'), // lasts no time at all
    ]
    await fillWorld(database, { visits: [], lines })
    const base = {
      dimensions: [],
      skip: 0,
      days: 3,
      timeZone: 'UTC',
      weekStart: 1,
      compare: 'none',
      filter: null,
    } as const
    const metrics = ['lines_open', 'lines_last', 'lines_before', 'lines_gone', 'lines_opening', 'lines_closing']
    const frame = await answer({ ...base, metrics, grain: 'day' }, '2026-10-01')
    expect(frame.rows.map((row) => row.slice(1).map(Number))).toEqual([
      [2, 2, 0, 0, 0, 20],
      [1, 1, 2, 2, 20, 10],
      [1, 1, 1, 0, 10, 10],
    ])
  })

  test('every kind of state reads it alike, and a bucket opens with what the one before closed with', async () => {
    const asked = askedOf(['lines_open', 'lines_gone'], [[], ['x.provider']], [null, 'day', 'week', 'month'])
    const scenario = fc.constantFrom(...starts).chain((start) =>
      fc.record({
        start: fc.constant(start),
        lines: linesFrom(start),
        // why: with the clock of the rows at midnight of a zone, some begin and end exactly with its buckets
        shift: fc.constantFrom(0, 5.5, -4, -5, 1, 2),
        clock: fc.constantFrom(0, 5.5, 30),
        asking: fc.array(asked, { minLength: 6, maxLength: 6 }),
      }),
    )
    const property = fc.asyncProperty(scenario, async ({ start, lines, shift, clock, asking }) => {
      now = Date.parse(`${start}T00:00:00Z`) + clock * day
      const moved = lines.map((l) => {
        const by = (shift * day) / 24
        return { ...l, start: l.start + by, end: l.end === null ? null : l.end + by }
      })
      await fillWorld(database, { visits: [], lines: moved })
      for (const q of asking) {
        const frame = await answer({ ...q, metrics: Object.keys(sources) }, start)
        for (const suffix of q.compare === 'none' ? [''] : ['', `:${q.compare}`]) {
          const of = (metric: string) => valuesOf(frame, metric, suffix)
          for (const name of ['lines', 'terms']) {
            expect(of(`${name}_last`)).toEqual(of(`${name}_open`))
            expect(of(`${name}_last_worth`)).toEqual(of(`${name}_worth`))
            expect(of(`${name}_closing`)).toEqual(of(`${name}_worth`))
          }
        }
        if (q.dimensions.length > 0 || q.grain === null) continue
        for (const name of ['lines', 'terms']) {
          const [opening, closing] = [valuesOf(frame, `${name}_opening`), valuesOf(frame, `${name}_closing`)]
          const [before, after] = [valuesOf(frame, `${name}_before`), valuesOf(frame, `${name}_open`)]
          const column = frame.columns.findIndex((c) => c.name === `x.${name}_before`)
          for (const [index, row] of frame.rows.entries()) {
            // why: of a bucket to come nothing is known, neither what it opens with
            if (index === 0 || row[column] === null) continue
            expect([opening[index], before[index]]).toEqual([closing[index - 1], after[index - 1]])
          }
        }
      }
    })
    await fc.assert(property, { numRuns: runsOn(database, 15) })
  }, 240_000)
})
