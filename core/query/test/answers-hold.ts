import fc from 'fast-check'
import { expect } from 'vitest'
import { coreMigrations, type Database } from '@tessera/database'
import type { Compare, Filter, Frame, MetricQuery } from '@tessera/plugin-api/wire'
import { createAnswers, createQueryEngine } from '../src/index.ts'
import { stir, worldRollups } from './rollup-world.ts'
import { starts, type Asked } from './arbitrary.ts'
import { bucketsOf, comparedWith, type OracleBucket, type OracleComparison } from './oracle-buckets.ts'
import { storeRetail } from './retail.ts'
import { happeningDimensions, lastingDimensions, valueOf, type Question } from './oracle.ts'
import { createWorld, fillWorld, model, tenants, type World } from './world.ts'
import { runsOn } from './runs-on.ts'

type Values = Readonly<Record<string, string | null>>

function holds(filter: Filter | null, dimensions: Values): boolean {
  if (!filter) return true
  if ('and' in filter) return filter.and.every((part) => holds(part, dimensions))
  if ('or' in filter) return filter.or.some((part) => holds(part, dimensions))
  if ('not' in filter) return !holds(filter.not, dimensions)
  const value = dimensions[filter.member] ?? null
  const values = filter.values ?? []
  if (filter.operator === 'set') return value !== null
  if (filter.operator === 'equals') return values.includes(value)
  if (filter.operator === 'notEquals') return !values.includes(value)
  return value !== null && values.some((prefix) => value.toLowerCase().startsWith(String(prefix).toLowerCase()))
}

const midnight = (date: Temporal.PlainDate, timeZone: string) => date.toZonedDateTime({ timeZone }).epochMilliseconds

/** The sets of totals a question asks for: proper parts of what its answer is broken down by, each once. */
function totalsOf(q: Asked): string[][] {
  const keys = [...(q.grain ? ['time'] : []), ...q.dimensions]
  const sets = (q.totals ?? []).map((number) => keys.filter((_, index) => (number >> index) % 2 === 1))
  const proper = sets.filter((set) => set.length < keys.length)
  return [...new Map(proper.map((set) => [set.join(), set])).values()]
}

function groupsOf(world: World, dimensions: readonly string[]): Values[] {
  const all: Values[] = [
    ...world.happenings.filter((h) => h.tenant === 0).map(happeningDimensions),
    ...world.lastings.filter((l) => l.tenant === 0).map(lastingDimensions),
    ...world.spendings.filter((s) => s.tenant === 0).map(lastingDimensions),
  ]
  const seen = new Map(
    all.map((d) => {
      const group = Object.fromEntries(dimensions.map((id) => [id, d[id] ?? null]))
      return [JSON.stringify(group), group] as const
    }),
  )
  return dimensions.length === 0 ? [{}] : [...seen.values()]
}

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
/** "Nothing counted" is 0 inside a fact's life and null outside it; the fill tests tell the two apart. */
const sameValue = (a: unknown, b: number | null) => close(Number(a ?? 0), b ?? 0)

const ratios = new Set([
  'a_per_b',
  'conversion',
  'conversion_rate',
  'loss_rate',
  'survived',
  'mean',
  'smallest',
  'largest',
  'median',
  'ninetieth',
  'mean_in_three_days',
  'smallest_in_three_days',
  'largest_in_three_days',
  'median_in_three_days',
  'largest_this_year',
  'last_mean',
  'last_smallest',
  'last_largest',
  'score',
])

/** A comparison as a query asks for it, by its key in the answer. */
function compareOf(key: OracleComparison, q: Asked, start: string): Compare {
  const day = (n: number) => Temporal.PlainDate.from(start).add({ days: n }).toString()
  if (key === 'previous_period') return { kind: key }
  if (key === 'range') return { kind: 'range', range: { from: day(-7), to: day(q.days - 7) } }
  const [, n, unit, align] = key.split('_')
  const shift = { kind: 'shift', n: Number(n), unit: unit as 'day' } as const
  return align === 'weekday' ? { ...shift, align } : shift
}

const comparesOf = (q: Asked): readonly OracleComparison[] => q.compares ?? (q.compare === 'none' ? [] : [q.compare])

function queryOf(q: Asked, start: string): MetricQuery {
  const to = Temporal.PlainDate.from(start).add({ days: q.days })
  return {
    metrics: q.metrics.map((id, index) => ({
      id: `x.${id}`,
      ...(index === 0 && q.ofFirst ? { filters: q.ofFirst } : {}),
    })),
    dimensions: [...q.dimensions],
    time: {
      range: { from: start, to: to.toString() },
      timeZone: q.timeZone,
      weekStart: q.weekStart,
      ...(q.calendar ? { calendar: q.calendar.kind } : {}),
      ...(q.grain ? { grain: q.grain } : {}),
    },
    ...(q.filter ? { filters: q.filter } : {}),
    ...(comparesOf(q).length === 0 ? {} : { compare: comparesOf(q).map((key) => compareOf(key, q, start)) }),
    ...(totalsOf(q).length > 0 ? { totals: totalsOf(q) } : {}),
  }
}

interface Asking {
  readonly q: Asked
  readonly start: string
  readonly now: number
}

/** The answer and each of its totals: a total is the answer to the question with fewer dimensions, or without grain. */
function check(frame: Frame, world: World, asking: Asking): void {
  const { q } = asking
  checkRows(frame, world, asking)
  expect(frame.totals?.map((total) => total.by) ?? []).toEqual(totalsOf(q))
  for (const { by, rows } of frame.totals ?? []) {
    const dimensions = q.dimensions.filter((id) => by.includes(id))
    checkRows({ ...frame, rows }, world, {
      ...asking,
      q: { ...q, dimensions, grain: by.includes('time') ? q.grain : null },
    })
  }
}

function checkRows(frame: Frame, world: World, asking: Asking): void {
  const { q, start, now } = asking
  const keys = frame.columns.flatMap(({ role }, index) => (role === 'time' || role === 'dimension' ? [index] : []))
  const keyed = new Set(frame.rows.map((row) => JSON.stringify(keys.map((index) => row[index]))))
  expect(keyed.size).toBe(frame.rows.length)
  const column = (name: string) => frame.columns.findIndex((c) => c.name === name)
  const rowOf = (label: string, group: Values) =>
    frame.rows.find(
      (row) =>
        (q.grain === null || row[column('time')] === label) &&
        q.dimensions.every((id) => row[column(id)] === (group[id] ?? null)),
    )
  const first = Temporal.PlainDate.from(start)
  for (const group of groupsOf(world, q.dimensions)) {
    for (const bucket of bucketsOf(first, q)) {
      const row = rowOf(bucket.label, group)
      const ask = ({ from, to }: Pick<OracleBucket, 'from' | 'to'>, filter: Filter | null): Question => ({
        tenant: 0,
        from: midnight(from, q.timeZone),
        to: midnight(to, q.timeZone),
        fromDate: from.toString(),
        toDate: to.toString(),
        now,
        timeZone: q.timeZone,
        weekStart: q.weekStart,
        group,
        keeps: (d: Values) => holds(q.filter, d) && holds(filter, d),
      })
      for (const [index, metric] of q.metrics.entries()) {
        const own = index === 0 ? (q.ofFirst ?? null) : null
        const compared = comparesOf(q).map((key) => {
          const span = comparedWith(bucket, key, q)
          return [`x.${metric}:${key}`, span && valueOf(world, metric, ask(span, own))] as const
        })
        const expectations = [[`x.${metric}`, valueOf(world, metric, ask(bucket, own))] as const, ...compared]
        for (const [name, expected] of expectations) {
          const actual = row?.[column(name)] ?? null
          const exact = ratios.has(metric) && actual !== null && expected !== null
          const right = exact ? close(Number(actual), expected) : sameValue(actual, expected)
          if (!right)
            expect({ name, bucket: bucket.label, group, actual }).toEqual({
              name,
              bucket: bucket.label,
              group,
              actual: expected,
            })
          if (ratios.has(metric) && row && (actual === null) !== (expected === null)) {
            expect({ name, bucket: bucket.label, group, actual }).toEqual({
              name,
              bucket: bucket.label,
              group,
              actual: expected,
            })
          }
        }
      }
    }
  }
}

const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }

/** Random questions, which may depend on the day the world starts. */
export type QuestionsOf = fc.Arbitrary<Asked> | ((start: string) => fc.Arbitrary<Asked>)

/** Builds the test world in a database, and asks an engine over it random questions whose answers the oracle checks. */
export async function openOracle(
  database: Database,
  options: { readonly rollups?: boolean; readonly calendars?: boolean } = {},
) {
  let now = 0
  await createWorld(database)
  if (options.calendars) await database.migrate('core', coreMigrations)
  const rollups = options.rollups ? await worldRollups(database) : null
  const definitions = rollups?.definitions ?? []
  // why: nothing is kept, but the version of the data is known, so that most questions are answered in one round trip
  const answers = createAnswers({ bytes: 0, versions: database })
  const engine = createQueryEngine({ model, database, rollups: definitions, answers, now: () => new Date(now) })
  const read = new Set<string>()
  /** The answer, after it was found equal with and without rollups. */
  const ask = async (query: MetricQuery, calendar: Asked['calendar']): Promise<Frame> => {
    const fiscal = calendar?.kind === 'fiscal' ? { fiscalYearStartMonth: calendar.month } : {}
    const context = { tenant: { ...tenant, ...fiscal }, plugins: new Set(['x']) }
    if (calendar?.kind === 'retail') await storeRetail(database, tenant.id, calendar.retail)
    const frame = await engine.run(query, context)
    if (!rollups) return frame
    const plain = await engine.run(query, { ...context, rollups: 'off' })
    expect({ rows: frame.rows, totals: frame.totals, query }).toEqual({ rows: plain.rows, totals: plain.totals, query })
    for (const { kind } of frame.meta.sources) read.add(kind)
    return frame
  }
  return async (worldOf: (start: string) => fc.Arbitrary<World>, questions: QuestionsOf) => {
    const scenario = fc.constantFrom(...starts).chain((start) =>
      fc.record({
        start: fc.constant(start),
        world: worldOf(start),
        asking: fc.array(typeof questions === 'function' ? questions(start) : questions, {
          minLength: 6,
          maxLength: 6,
        }),
      }),
    )
    const property = fc.asyncProperty(scenario, async ({ start, world, asking }) => {
      now = Date.parse(`${start}T00:00:00Z`) + 5 * 86_400_000 + 43_200_000
      await fillWorld(database, world)
      if (rollups) await stir(database, rollups, world)
      for (const q of asking) {
        const frame = await ask(queryOf(q, start), q.calendar)
        check(frame, world, { q, start, now })
      }
    })
    await fc.assert(property, { numRuns: runsOn(database, 18) })
    return read
  }
}
