import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeServers } from '@tessera/test-kit'
import type { Cell, CellAddress, Filter, Frame, MetricQuery, RowsAnswer } from '@tessera/plugin-api/wire'
import { createQueryEngine, type QueryContext, type QueryEngine } from '../src/index.ts'
import { funnelWorldFrom, starts, worldFrom, zones } from './arbitrary.ts'
import { keysBehind } from './oracle-rows.ts'
import type { Question } from './oracle.ts'
import { statesByProvider, stateSources } from './state-sources.ts'
import { windowSources } from './window-sources.ts'
import { createWorld, fillWorld, model, sources, tenants, type World } from './world.ts'
import { runsOn } from './runs-on.ts'

interface Asked {
  readonly metrics: readonly string[]
  readonly dimensions: readonly string[]
  readonly days: number
  readonly timeZone: string
  readonly daily: boolean
  readonly google: boolean
  readonly compare: boolean
  readonly other: boolean
}

const known = [
  'rows',
  'rows_a',
  'users',
  'total',
  'mean',
  'median',
  'ever',
  'spend',
  'open',
  'open_users',
  'gone',
  ...Object.keys(stateSources).filter((name) => name !== 'last_share'),
  'led_last',
  'step1',
  'step2',
  'step3',
]
const further = [
  'rows_b',
  'smallest',
  'largest',
  'ninetieth',
  'this_month',
  'last_two_days',
  'active_users',
  'led_first',
  'again2',
  'again3',
  'open_before',
  ...Object.keys(windowSources),
]
const onEvents = [...known, ...further].filter(
  (name) =>
    ![...statesByProvider, 'open', 'open_users', 'gone', 'open_before'].includes(name) && !name.startsWith('spend'),
)

const asked: fc.Arbitrary<Asked> = fc
  .constantFrom<readonly string[]>([], ['x.provider'], ['x.kind'], ['core.segment', 'x.provider'])
  .chain((dimensions) =>
    fc.record({
      metrics: fc.uniqueArray(
        fc.constantFrom(...(dimensions.every((id) => id === 'x.provider') ? [...known, ...further] : onEvents)),
        { minLength: 4, maxLength: 6 },
      ),
      dimensions: fc.constant(dimensions),
      days: fc.integer({ min: 1, max: 6 }),
      timeZone: fc.constantFrom(...zones),
      daily: fc.boolean(),
      google: fc.boolean(),
      compare: fc.boolean(),
      other: fc.boolean(),
    }),
  )

const google: Filter = { member: 'x.provider', operator: 'equals', values: ['google', null] }

function queryOf(q: Asked, start: string): MetricQuery {
  const to = Temporal.PlainDate.from(start).add({ days: q.days }).toString()
  const holding = q.metrics.some((name) => name.startsWith('step'))
  const folded = q.other && q.dimensions.includes('x.provider') && !holding
  return {
    metrics: q.metrics.map((id) => ({ id: `x.${id}` })),
    dimensions: [...q.dimensions],
    time: { range: { from: start, to }, timeZone: q.timeZone, ...(q.daily ? { grain: 'day' as const } : {}) },
    ...(q.google ? { filters: google } : {}),
    ...(q.compare ? { compare: [{ kind: 'previous_period' as const }] } : {}),
    ...(folded ? { top: { dimension: 'x.provider', by: `x.${q.metrics[0]}`, n: 1, other: true } } : {}),
  }
}

/** A few numbers of a frame, spread over it, with their places. */
function cellsOf(frame: Frame, q: Asked): { at: CellAddress; value: Cell }[] {
  const place = (name: string) => frame.columns.findIndex((column) => column.name === name)
  const cells = frame.rows.flatMap((row) =>
    frame.columns.flatMap((column, index) => {
      if (column.role !== 'metric' && column.role !== 'comparison') return []
      const at: CellAddress = {
        metric: column.metric ?? '',
        dimensions: Object.fromEntries(q.dimensions.map((id) => [id, row[place(id)] ?? null])),
        ...(row[place('x.provider:other')] === true ? { other: true as const } : {}),
        ...(q.daily ? { bucket: String(row[place('time')]) } : {}),
        ...(column.comparison === undefined ? {} : { comparison: column.comparison }),
      }
      return [{ at, value: row[index] ?? null }]
    }),
  )
  const step = Math.max(1, Math.floor(cells.length / 8))
  return cells.filter((_, index) => index % step === 0)
}

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))

function quantile(values: readonly number[], fraction: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const rank = fraction * (sorted.length - 1)
  const low = sorted[Math.floor(rank)] ?? 0
  return low + ((sorted[Math.ceil(rank)] ?? 0) - low) * (rank - Math.floor(rank))
}

/** What a metric's number must be, from its rows alone; null when there is none to compute from. */
function recomputed(metric: string, answer: { total: number; values: readonly Cell[] }): number | null {
  const source = sources[metric]
  const aggregate = source?.kind === 'trailing' ? source.aggregate : source
  const numbers = answer.values.map(Number)
  const sum = numbers.reduce((a, b) => a + b, 0)
  const distinct = new Set(answer.values).size
  switch (aggregate?.kind) {
    case 'sum':
      return sum
    case 'avg':
      return numbers.length === 0 ? null : sum / numbers.length
    case 'min':
      return numbers.length === 0 ? null : Math.min(...numbers)
    case 'max':
      return numbers.length === 0 ? null : Math.max(...numbers)
    case 'percentile':
      return numbers.length === 0 ? null : quantile(numbers, aggregate.fraction ?? 0)
    case 'distinct':
      return distinct
    case 'snapshot':
    case 'lost':
      return typeof aggregate.measure === 'object' ? distinct : answer.total
    case 'stock':
      return sum
    case 'last_value':
      return fromObservations(aggregate.across, numbers, answer.total)
    default:
      return answer.total
  }
}

function fromObservations(across: string, numbers: readonly number[], total: number): number | null {
  const sum = numbers.reduce((a, b) => a + b, 0)
  if (across === 'count') return total
  if (across === 'sum') return sum
  if (numbers.length === 0) return null
  if (across === 'avg') return sum / numbers.length
  return across === 'min' ? Math.min(...numbers) : Math.max(...numbers)
}

const midnight = (date: Temporal.PlainDate, timeZone: string) => date.toZonedDateTime({ timeZone }).epochMilliseconds

/** The same number as a question to the oracle; days are counted here, not taken from the engine. */
function questionOf(at: CellAddress, q: Asked, when: { start: string; now: number }): Question {
  const first = at.bucket === undefined ? Temporal.PlainDate.from(when.start) : Temporal.PlainDate.from(at.bucket)
  const back = { days: at.comparison === undefined ? 0 : q.days }
  const from = first.subtract(back)
  const to = first.add({ days: at.bucket === undefined ? q.days : 1 }).subtract(back)
  return {
    tenant: 0,
    from: midnight(from, q.timeZone),
    to: midnight(to, q.timeZone),
    fromDate: from.toString(),
    toDate: to.toString(),
    now: when.now,
    timeZone: q.timeZone,
    weekStart: 1,
    group: at.dimensions as Question['group'],
    keeps: (dimensions) => !q.google || ['google', null].includes(dimensions['x.provider'] ?? null),
  }
}

describeServers('the rows behind a number', (open) => {
  let database: Database
  let engine: QueryEngine
  let now = 0
  const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
  const context: QueryContext = { tenant, plugins: new Set(['x']), personal: true }
  beforeAll(async () => {
    database = await open()
    await createWorld(database)
    engine = createQueryEngine({ model, database, now: () => new Date(now) })
  })

  /** All pages of a number's rows, put together. */
  async function allRows(query: MetricQuery, at: CellAddress): Promise<RowsAnswer> {
    const first = await engine.rows({ query, at, limit: 7 }, context)
    const rows = [...first.rows]
    let cursor = first.nextCursor
    while (cursor !== null) {
      const next = await engine.rows({ query, at, limit: 7, cursor }, context)
      expect(next.total).toBe(first.total)
      rows.push(...next.rows)
      cursor = next.nextCursor
    }
    return { ...first, rows }
  }

  const columnOf = ({ columns, rows }: RowsAnswer, role: string) =>
    rows.map((row) => columns.flatMap((column, index) => (column.role === role ? [row[index] ?? null] : [])))

  async function holds(query: MetricQuery, cell: { at: CellAddress; value: Cell }, check: (keys: string[]) => void) {
    const { at, value } = cell
    const answer = await allRows(query, at)
    const metric = at.metric.slice(2)
    const values = columnOf(answer, 'value').map(([one]) => one ?? null)
    const keys = columnOf(answer, 'key').map((key) => key.join(' '))
    const times = columnOf(answer, 'time').map(([time]) => String(time))
    const expected = recomputed(metric, { total: answer.total, values })
    const what = JSON.stringify({ at, value, expected, total: answer.total })
    expect(answer.rows, what).toHaveLength(answer.total)
    expect(new Set(keys).size, what).toBe(answer.total)
    expect(times, what).toEqual(times.toSorted().toReversed())
    expect(close(Number(value ?? 0), expected ?? 0), what).toBe(true)
    check(keys)
  }

  async function rowsHold(worldOf: (start: string) => fc.Arbitrary<World>): Promise<void> {
    const scenario = fc.constantFrom(...starts).chain((start) =>
      fc.record({
        start: fc.constant(start),
        world: worldOf(start),
        asking: fc.array(asked, { minLength: 3, maxLength: 3 }),
      }),
    )
    const property = fc.asyncProperty(scenario, async ({ start, world, asking }) => {
      now = Date.parse(`${start}T00:00:00Z`) + 5 * 86_400_000 + 43_200_000
      await fillWorld(database, world)
      for (const q of asking) {
        const query = queryOf(q, start)
        const frame = await engine.run(query, context)
        for (const cell of cellsOf(frame, q)) {
          const { at } = cell
          const metric = at.metric.slice(2)
          const folded = at.other === true
          await holds(query, cell, (keys) => {
            if (!known.includes(metric) || folded) return
            const question = questionOf(at, q, { start, now })
            expect(keys.toSorted(), JSON.stringify(at)).toEqual(keysBehind(world, metric, question).toSorted())
          })
          if ((metric === 'step2' || metric === 'step3') && !folded) {
            const dropped = await allRows(query, { ...at, part: 'dropped' })
            const keys = columnOf(dropped, 'key').map(([key]) => String(key))
            const question = questionOf(at, q, { start, now })
            expect(keys.toSorted()).toEqual(keysBehind(world, `${metric}.dropped`, question).toSorted())
          }
        }
      }
    })
    await fc.assert(property, { numRuns: runsOn(database, 15) })
  }

  test('make up the number, whatever the kind, bucket, group, filter and comparison, and are those the oracle finds', async () => {
    await rowsHold(worldFrom)
  }, 180_000)

  test('of funnels and conversions over dense and repeated steps', async () => {
    await rowsHold(funnelWorldFrom)
  }, 180_000)
})
