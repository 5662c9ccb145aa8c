import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { coreMigrations, type Database } from '@tessera/database'
import {
  approximatePercentile,
  avg,
  count,
  cumulative,
  derived,
  fact,
  lastValue,
  max,
  min,
  movements,
  numberProperty,
  percentile,
  ratio,
  rolling,
  share,
  snapshot,
  stock,
  sum,
  type MetricSource,
} from '@tessera/plugin-api/server'
import type { Cell, DecomposeRequest, Decomposition, Frame, RowsAnswer, RowsRequest } from '@tessera/plugin-api/wire'
import { describeDatabases } from '@tessera/test-kit'
import { createQueryEngine, type MetricModel } from '../src/index.ts'
import { tenants } from './world.ts'

interface ReadingRow {
  readonly id: string
  readonly at: Date
  readonly ended_at: Date | null
  readonly place: string
  readonly double: number | null
  readonly exact: number | null
  readonly properties: object
}

const readings = fact<ReadingRow>({
  name: 'readings',
  table: 'odd.readings',
  key: ['id'],
  time: { column: 'at', type: 'instant' },
  interval: { start: 'at', end: 'ended_at' },
  dimensions: { place: 'place' },
})

const places = ['north', 'south'] as const
const property = () => numberProperty('value')
const values = { double: 'double', exact: 'exact', property } as const
type Column = keyof typeof values

function sourcesOf(column: Column): Record<string, MetricSource> {
  const value = values[column]
  const total = sum(readings, value)
  const least = { last: 1, unit: 'day' } as const
  const state = (across: 'sum' | 'avg' | 'min' | 'max') => lastValue(readings, { entity: 'place', value, across })
  return {
    sum: total,
    avg: avg(readings, value),
    min: min(readings, value),
    max: max(readings, value),
    median: percentile(readings, value, { fraction: 0.5 }),
    about: approximatePercentile(readings, value, { fraction: 1 }),
    ever: cumulative(total),
    rolling_avg: rolling(avg(readings, value), least),
    rolling_median: rolling(percentile(readings, value, { fraction: 0.5 }), least),
    last_sum: state('sum'),
    last_avg: state('avg'),
    last_max: state('max'),
    stock: stock(readings, value),
    per_row: ratio(total, count(readings)),
    rows_per: ratio(count(readings), total),
    share: share(total),
    tenth: derived({ total }, ({ total: input }) => sql`${input} / 10`),
    ...(column === 'property'
      ? {}
      : {
          open: snapshot(readings, { sum: value as 'double' }),
          closing: movements(readings, { entity: 'place', value: value as 'double' }).closing(),
        }),
  }
}

const sources = Object.fromEntries(
  (Object.keys(values) as Column[]).flatMap((column) =>
    Object.entries(sourcesOf(column)).map(([name, source]) => [`x.${column}_${name}`, source]),
  ),
)

const model: MetricModel = {
  metric: (id) => {
    const source = sources[id]
    const info = {
      id,
      plugin: 'x',
      title: id,
      description: '',
      unit: 'count',
      direction: 'up',
      tier: 1,
      owner: 'x',
    } as const
    return (
      source && {
        info: { ...info, target: null, version: 1, status: 'live', dimensions: [] },
        source,
        sourcePlugin: 'x',
      }
    )
  },
  segment: () => undefined,
  dimension: (id) =>
    id === 'x.place'
      ? { id, plugin: 'x', title: id, description: '', type: 'text', labels: {}, colors: {} }
      : undefined,
}

/** A value as JSON and as each column takes it; those only some columns take are null in the others. */
interface Value {
  readonly text: string
  readonly json: string
  readonly columns: readonly Column[]
}

const everywhere = ['double', 'exact', 'property'] as const
const value = (text: string, columns: readonly Column[] = everywhere, json = text): Value => ({ text, json, columns })
const pool = [
  ...['1', '-0', '12.5', '3e5', '1e-320', '1e100', '1.7e308', '-1.7e308', '1.1e100'].map((text) => value(text)),
  value('2.5', everywhere, '"2.5"'),
  ...['NaN', 'Infinity', '-Infinity'].map((text) => value(text, everywhere, `"${text}"`)),
  ...['1e400', '-1e400', '9'.repeat(1000)].map((text) => value(text, ['exact', 'property'])),
  ...['"1e400"', '"much"', '""', 'true', '[1]', '{"a":1}', '"1 day"'].map((json) => value('NaN', ['property'], json)),
]

interface Reading {
  readonly value: Value | null
  readonly place: number
}

const start = Date.UTC(2026, 2, 10)
const minute = 60_000

async function fill(database: Database, rows: readonly Reading[]): Promise<void> {
  const texts = (column: Column) =>
    rows.map((reading) => (reading.value?.columns.includes(column) ? reading.value.text : null))
  const columns = [
    rows.map((_, index) => `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`),
    rows.map((_, index) => new Date(start + index * minute).toISOString()),
    rows.map((reading) => places[reading.place]),
    texts('double'),
    texts('exact'),
    rows.map((reading) => (reading.value ? `{"value":${reading.value.json}}` : '{}')),
  ].map((column) => sql`${column}::text[]`)
  await database.tenantTransaction(tenants[0], async (db) => {
    await sql`delete from odd.readings where tenant_id = ${tenants[0]}`.execute(db)
    await sql`insert into odd.readings (tenant_id, id, at, place, double, exact, properties)
      select ${tenants[0]}::uuid, id::uuid, at::timestamptz, place, double::double precision, exact::numeric, properties::jsonb
      from unnest(${sql.join(columns)}) as given(id, at, place, double, exact, properties)`.execute(db)
  })
}

const isRead = (number: number) => Number.isFinite(number) && Math.abs(number) <= 1e100

/** What each metric is of these rows, by plain counting; null where there is nothing to tell. */
function expected(rows: readonly Reading[], column: Column): Record<string, number | null> {
  const numbers = rows.map(({ value: given }) => (given?.columns.includes(column) ? Number(given.text) : null))
  const read = numbers.filter((number): number is number => number !== null && isRead(number))
  const add = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
  const mean = (list: readonly number[]) => (list.length > 0 ? add(list) / list.length : null)
  const sorted = read.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) / 2
  const median = read.length > 0 ? ((sorted[Math.floor(at)] ?? 0) + (sorted[Math.ceil(at)] ?? 0)) / 2 : null
  const lasts = places.flatMap((_, place) => {
    const last = rows.findLastIndex((row) => row.place === place)
    const number = numbers[last]
    return last < 0 || number === null || number === undefined || !isRead(number) ? [] : [number]
  })
  const total = add(read)
  const rowsPer = total === 0 || !Number.isFinite(rows.length / total) ? null : rows.length / total
  const one = (list: readonly number[], pick: (...all: number[]) => number) => (list.length > 0 ? pick(...list) : null)
  return {
    sum: total,
    avg: mean(read),
    min: one(read, Math.min),
    max: one(read, Math.max),
    median,
    about: one(read, Math.max),
    ever: total,
    rolling_avg: mean(read),
    rolling_median: median,
    last_sum: add(lasts),
    last_avg: mean(lasts),
    last_max: one(lasts, Math.max),
    stock: total,
    per_row: total / rows.length,
    rows_per: rowsPer,
    share: total === 0 ? null : 1,
    tenth: total / 10,
    ...(column === 'property' ? {} : { open: total, closing: total }),
  }
}

const closeTo = (cell: Cell, wanted: number | null, name: string) => {
  if (cell === null || wanted === null) return (cell ?? 0) === (wanted ?? 0)
  const tolerance = name === 'about' ? 0.0101 : 1e-9
  return Math.abs(Number(cell) - wanted) <= Math.abs(wanted) * tolerance + 1e-299
}

describeDatabases('values that cannot be read', (open) => {
  let database: Database
  let run: (column: Column, more?: object) => Promise<Frame>
  let rows: (request: RowsRequest) => Promise<RowsAnswer>
  let decompose: (request: DecomposeRequest) => Promise<Decomposition>

  beforeAll(async () => {
    database = await open()
    await database.migrate('core', coreMigrations)
    await database.migrate('odd', {
      '0001': {
        up: async (db, tools) => {
          await sql`create table readings (tenant_id uuid not null, id uuid not null, at timestamptz not null, ended_at timestamptz,
            place text not null, double double precision, exact numeric, properties jsonb not null, primary key (tenant_id, id))`.execute(
            db,
          )
          await tools.tenantTable('readings')
        },
      },
    })
    const engine = createQueryEngine({ model, database, now: () => new Date(start + 86_400_000) })
    const tenant = { id: tenants[0], slug: 'a', name: 'A', timeZone: 'UTC', currency: 'USD', weekStart: 1, asOf: null }
    const context = { tenant, plugins: new Set(['x']) }
    rows = (request) => engine.rows(request, context)
    decompose = (request) => engine.decompose(request, context)
    run = (column, more = {}) => {
      const metrics = Object.keys(sourcesOf(column)).map((name) => ({ id: `x.${column}_${name}` }))
      const time = { range: { from: '2026-03-10', to: '2026-03-11' } }
      return engine.run({ metrics, time, ...more }, context)
    }
  })

  const reading = fc.record({ value: fc.option(fc.constantFrom(...pool), { freq: 8 }), place: fc.nat({ max: 1 }) })

  test('are left out of every measure, and counted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(reading, { minLength: 1, maxLength: 8 }),
        fc.constantFrom<Column>('double', 'exact', 'property'),
        async (given, column) => {
          await fill(database, given)
          const { columns, rows: answer, meta } = await run(column)
          const wanted = expected(given, column)
          const odd = given.filter(({ value: v }) => v?.columns.includes(column) && !isRead(Number(v.text))).length
          columns.forEach(({ name }, index) => {
            const short = name.slice(`x.${column}_`.length)
            const cell = answer[0]?.[index] ?? null
            const about = `${name}: ${String(cell)}, not ${String(wanted[short])}`
            expect(closeTo(cell, wanted[short] ?? null, short), about).toBe(true)
            if (short.startsWith('last')) return
            expect(meta.unreadable?.find(({ metric }) => metric === name)?.rows ?? 0, name).toBe(odd)
          })
        },
      ),
      { numRuns: 25 },
    )
  })

  const numbers = (...all: readonly (readonly [place: number, text: string])[]): Reading[] =>
    all.map(([place, text]) => ({ place, value: pool.find((one) => one.text === text) ?? value(text) }))
  const by = { dimensions: ['x.place'] }
  const total = { metrics: [{ id: 'x.double_sum' }] }

  test('are left out whichever rows an answer shows', async () => {
    await fill(database, numbers([0, '1'], [0, 'NaN'], [1, '5']))
    const asked = { ...total, ...by }
    const having = { filters: { member: 'x.double_sum', operator: 'lt', values: [3] } }
    const first = { order: [{ key: 'x.double_sum', dir: 'asc' }], limit: 1 }
    const top = { top: { dimension: 'x.place', by: 'x.double_sum', n: 1 } }
    const totals = { totals: 'grand' }
    expect((await run('double', { ...asked, ...having })).rows).toEqual([['north', 1]])
    expect((await run('double', { ...asked, ...first })).rows).toEqual([['north', 1]])
    expect((await run('double', { ...asked, ...top })).rows).toEqual([['south', 5]])
    const whole = await run('double', { ...asked, ...totals })
    expect(whole.totals?.map((one) => one.rows)).toEqual([[[null, 6]]])
    expect(whole.meta.unreadable).toEqual([{ metric: 'x.double_sum', rows: 1 }])
  })

  test('are told apart by range and comparison', async () => {
    await fill(database, numbers([0, '1'], [0, '1.7e308'], [1, '1.7e308']))
    const time = { range: { from: '2026-03-11', to: '2026-03-12' } }
    const answer = await run('double', { ...total, time, compare: [{ kind: 'previous_period' }] })
    expect(answer.rows).toEqual([[null, 1]])
    expect(answer.meta.unreadable).toEqual([{ metric: 'x.double_sum', comparison: 'previous_period', rows: 2 }])
  })

  test('do not stand behind a number', async () => {
    await fill(database, numbers([0, '1'], [0, 'Infinity'], [1, '12.5']))
    for (const name of ['sum', 'median', 'ever', 'last_sum', 'stock', 'open', 'closing', 'about']) {
      const metrics = [{ id: `x.double_${name}` }]
      const time = { range: { from: '2026-03-10', to: '2026-03-11' } }
      const behind = await rows({ query: { metrics, time }, at: { metric: `x.double_${name}` } })
      const column = behind.columns.findIndex(({ role }) => role === 'value')
      expect(
        behind.rows.map((row) => row[column]),
        name,
      ).not.toContain('Infinity')
      expect(behind.total, name).toBe(name === 'last_sum' ? 1 : 2)
    }
  })

  test('are left out of what a change is made of', async () => {
    await fill(database, numbers([0, '1'], [0, 'NaN'], [1, '12.5']))
    const time = { range: { from: '2026-03-10', to: '2026-03-11' } }
    const query = { ...total, time, compare: [{ kind: 'previous_period' as const }] }
    const { now } = await decompose({ query, dimensions: ['x.place'] })
    expect(now.value).toBe(13.5)
  })

  test('a metric of rows that all can be read says nothing of it', async () => {
    await fill(database, numbers([0, '1'], [1, '1e100']))
    const { meta, rows: answer } = await run('exact', { metrics: [{ id: 'x.exact_sum' }], ...by })
    expect(meta.unreadable).toBeUndefined()
    expect(answer).toEqual([
      ['south', expect.anything()],
      ['north', 1],
    ])
  })
})
