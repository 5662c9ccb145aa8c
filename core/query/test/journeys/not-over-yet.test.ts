import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import {
  avg,
  count,
  cumulative,
  distinct,
  lastValue,
  lifecycle,
  lost,
  movements,
  percentile,
  rolling,
  snapshot,
  stock,
  survival,
  type MetricSource,
} from '@tessera/plugin-api/server'
import type { Cell, MetricQuery } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryEngine } from '../../src/index.ts'
import { linesFrom } from './lines-from.ts'
import { day, rowId, starts, userId } from './question.ts'
import { createWorld, facts, fillWorld, modelOf, tenant, type Line } from './world.ts'
import { runsOn } from '../runs-on.ts'

const month = { days: 30 }
const lived = lifecycle({ fact: facts.lines, actor: 'account_id' })
const moved = movements(facts.lines, { entity: 'account_id', value: 'value' })
const week = { last: 7, unit: 'day' } as const

/** Kinds that look at how far time has come. */
const sources: Readonly<Record<string, MetricSource>> = {
  survived: survival(facts.lines, { after: month }),
  survived_terms: survival(facts.terms, { after: month }),
  survived_two: survival(facts.lines, { after: { days: 2 } }),
  week: rolling(count(facts.lines), week),
  week_of_terms: rolling(count(facts.terms), week),
  hours: rolling(count(facts.lines), { last: 36, unit: 'hour' }),
  accounts: rolling(distinct(facts.lines, 'account_id'), week),
  mean: rolling(avg(facts.lines, 'value'), week),
  median: rolling(percentile(facts.lines, 'value', { fraction: 0.5 }), week),
  ever: cumulative(count(facts.lines)),
  year: cumulative(count(facts.terms), { startOf: 'year' }),
  open: snapshot(facts.lines, 'count'),
  gone: lost(facts.lines, 'count'),
  level: stock(facts.lines, 'value'),
  last: lastValue(facts.lines, { entity: 'account_id', value: 'value' }),
  opening: moved.opening(),
  closing: moved.closing(),
  churned: lived.churned(),
}

const line = (n: number, from: string, to: string | null = null): Line => {
  const [start, end] = [Date.parse(`${from}:00Z`), to === null ? null : Date.parse(`${to}:00Z`)]
  return { tenant: 0, id: rowId(n), account: userId(n), provider: 'google', start, end, value: 10 }
}

describeDatabases('what is not over yet', (open) => {
  let database: Database
  let engine: QueryEngine
  let now = 0
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    engine = createQueryEngine({ model: modelOf(sources), database, now: () => new Date(now) })
  })
  const queryOf = (metrics: readonly string[], time: MetricQuery['time'], more: Partial<MetricQuery> = {}) => {
    return { metrics: metrics.map((id) => ({ id: `x.${id}` })), dimensions: [], time, ...more }
  }
  const ask = async (...asked: Parameters<typeof queryOf>): Promise<Cell[][]> =>
    (await engine.run(queryOf(...asked), { tenant, plugins: new Set(['x']) })).rows.map((row) => [...row])
  const span = (from: string, to: string) => ({ range: { from, to }, timeZone: 'America/New_York' })

  test('a row has survived once it is that old, not before', async () => {
    now = Date.parse('2026-03-20T12:00:00Z')
    // one ended after ten days, 31 days ago it began; the other is open, and 29 days old
    await fillWorld(database, {
      visits: [],
      lines: [line(0, '2026-02-17T12:00', '2026-02-27T12:00'), line(1, '2026-02-19T12:00')],
    })
    const march = span('2026-03-01', '2026-04-01')
    expect(await ask(['survived', 'survived_terms'], march, { samples: true })).toEqual([[0, 1, 0, 1]])
    expect(await ask(['survived', 'survived_terms'], { ...march, grain: 'month' })).toEqual([['2026-03-01', 0, 0]])
    expect(await ask(['survived', 'survived_terms'], span('2026-04-01', '2026-05-01'))).toEqual([[null, null]])
    const shifted = { compare: [{ kind: 'shift' as const, n: 1, unit: 'month' as const }] }
    expect(await ask(['survived'], span('2026-04-01', '2026-05-01'), shifted)).toEqual([[null, 0]])
    const at = { metric: 'x.survived', dimensions: {} }
    const context = { tenant, plugins: new Set(['x']), personal: true }
    const behind = async (part: string) =>
      (await engine.rows({ query: queryOf(['survived'], march), at: { ...at, part } }, context)).total
    expect([await behind('numerator'), await behind('denominator')]).toEqual([0, 1])
    now = Date.parse('2026-03-21T12:00:00Z')
    // why: at that very moment it is as old, which belongs to what comes next
    expect(await ask(['survived'], march, { samples: true })).toEqual([[0, 1]])
    now += 1
    expect(await ask(['survived'], march, { samples: true })).toEqual([[0.5, 2]])
  })

  test('windows end now, and there are none in days to come', async () => {
    now = Date.parse('2026-03-04T17:00:00Z')
    const lines = [line(0, '2026-02-25T16:00'), line(1, '2026-02-25T18:00'), line(2, '2026-03-04T16:00')]
    await fillWorld(database, {
      visits: [],
      lines: [...lines, line(3, '2026-03-04T18:00'), line(4, '2026-03-06T18:00')],
    })
    const metrics = ['week', 'week_of_terms', 'hours', 'accounts', 'ever', 'year', 'level']
    const days = await ask(metrics, { ...span('2026-03-03', '2026-03-07'), grain: 'day' })
    expect(days.map(([, ...values]) => values.map((value) => (value === null ? null : Number(value))))).toEqual([
      [2, 2, 0, 2, 2, 2, 20],
      // the day runs until noon: of the week before that moment 25 February after noon is left, days count whole
      [2, 2, 1, 2, 3, 4, 30],
      ...[1, 2].map(() => metrics.map(() => null)),
    ])
    const whole = await ask(metrics, span('2026-03-03', '2026-03-07'))
    expect(whole.map((values) => values.map(Number))).toEqual([[2, 2, 1, 2, 3, 4, 30]])
    const toDate = { range: { toDate: 'month' as const }, timeZone: 'America/New_York' }
    expect(await ask(metrics, toDate)).toEqual(whole)
    const context = { tenant, plugins: new Set(['x']), personal: true }
    const query = queryOf(['week'], { ...span('2026-03-03', '2026-03-07'), grain: 'day' })
    const behind = async (bucket: string) =>
      (await engine.rows({ query, at: { metric: 'x.week', dimensions: {}, bucket } }, context)).total
    expect([await behind('2026-03-04'), await behind('2026-03-05')]).toEqual([2, 0])
  })

  test('no kind has a figure for a range to come, and one that runs is read as if it ended now', async () => {
    const scenario = fc
      .constantFrom(...starts)
      .chain((start) =>
        fc.record({ start: fc.constant(start), lines: linesFrom(start), clock: fc.integer({ min: 0, max: 8 * 24 }) }),
      )
    const instants = Object.keys(sources).filter((name) => !/terms|year|churned/.test(name))
    const property = fc.asyncProperty(scenario, async ({ start, lines, clock }) => {
      now = Date.parse(`${start}T00:00:00Z`) + (clock * day) / 24
      await fillWorld(database, { visits: [], lines })
      const utc = (from: string, to: string) => ({ range: { from, to }, timeZone: 'UTC' })
      const at = new Date(now).toISOString().slice(0, 19)
      const [before, after] = [-20, 20].map((n) => new Date(now + n * day).toISOString().slice(0, 10)) as [
        string,
        string,
      ]
      const tomorrow = new Date(now + day).toISOString().slice(0, 10)
      const none = await ask(Object.keys(sources), utc(tomorrow, after))
      expect(none).toEqual([Object.keys(sources).map(() => null)])
      expect(await ask(instants, utc(before, after))).toEqual(await ask(instants, utc(before, at)))
      const byDay = await ask(Object.keys(sources), { ...utc(before, after), grain: 'day' })
      const coming = byDay.filter(([date]) => String(date) >= tomorrow)
      expect(coming.every(([, ...values]) => values.every((value) => value === null))).toBe(true)
      expect(coming.length).toBeGreaterThan(10)
    })
    await fc.assert(property, { numRuns: runsOn(database, 20) })
  }, 240_000)
})
