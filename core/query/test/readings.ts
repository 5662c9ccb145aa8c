import { sql } from 'kysely'
import type { Database } from '@tessera/database'
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
import type { Cell } from '@tessera/plugin-api/wire'
import type { MetricModel } from '../src/index.ts'
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
/** A column that a value stands in. */
export type Column = keyof typeof values

/** Metrics of every kind over a column, by short name. */
export function sourcesOf(column: Column): Record<string, MetricSource> {
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

/** The metrics of all columns. */
export const model: MetricModel = {
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
/** A value that only some columns take. */
export const value = (text: string, columns: readonly Column[] = everywhere, json = text): Value => ({
  text,
  json,
  columns,
})
/** Values that can be read, and such as cannot. */
export const pool = [
  ...['1', '-0', '12.5', '3e5', '1e-320', '1e100', '1.7e308', '-1.7e308', '1.1e100'].map((text) => value(text)),
  value('2.5', everywhere, '"2.5"'),
  ...['NaN', 'Infinity', '-Infinity'].map((text) => value(text, everywhere, `"${text}"`)),
  ...['1e400', '-1e400', '9'.repeat(1000)].map((text) => value(text, ['exact', 'property'])),
  ...['"1e400"', '"much"', '""', 'true', '[1]', '{"a":1}', '"1 day"'].map((json) => value('NaN', ['property'], json)),
]

/** A row: its value and its place. */
export interface Reading {
  readonly value: Value | null
  readonly place: number
}

/** When the first row is. */
export const start = Date.UTC(2026, 2, 10)
const minute = 60_000

/** Puts these rows in place of all others. */
export async function fill(database: Database, rows: readonly Reading[]): Promise<void> {
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

/** Whether a number can be computed with. */
export const isRead = (number: number) => Number.isFinite(number) && Math.abs(number) <= 1e100

/** What each metric is of these rows, by plain counting; null where there is nothing to tell. */
export function expected(rows: readonly Reading[], column: Column): Record<string, number | null> {
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

/** Whether a cell is what was wanted, as near as its metric is. */
export const closeTo = (cell: Cell, wanted: number | null, name: string) => {
  if (cell === null || wanted === null) return (cell ?? 0) === (wanted ?? 0)
  const tolerance = name === 'about' ? 0.0101 : 1e-9
  return Math.abs(Number(cell) - wanted) <= Math.abs(wanted) * tolerance + 1e-299
}
