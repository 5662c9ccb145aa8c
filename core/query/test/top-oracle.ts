import type { Cell, MetricQuery } from '@tessera/plugin-api/wire'
import { compareTexts } from './compare-typed.ts'
import type { Reading, TypedColumn } from './typed-world.ts'

/** Rows as a definition sees them: when, and the values of the dimensions as an answer gives them. */
export interface Seen {
  readonly at: number
  readonly values: Readonly<Record<TypedColumn, Cell>>
}

export function seen(reading: Reading): Seen {
  const numbers = new Set(['small', 'whole', 'double', 'exact'])
  const value = ([name, given]: [string, unknown]): [string, Cell] => [
    name,
    given !== null && numbers.has(name) ? Number(given) : (given as Cell),
  ]
  return {
    at: Date.parse(reading.at ?? ''),
    values: Object.fromEntries(Object.entries(reading).map(value)) as Seen['values'],
  }
}

/** What is asked: one dimension, numbers by their names, and how rows are chosen. */
export interface Asking {
  readonly dimension: TypedColumn
  readonly daily: boolean
  readonly top: {
    readonly by: string
    readonly n: number
    readonly dir: 'asc' | 'desc'
    readonly other: boolean
  } | null
  readonly order: readonly { readonly key: string; readonly dir: 'asc' | 'desc' }[]
  readonly having: {
    readonly member: string
    readonly operator: 'gt' | 'lte' | 'equals'
    readonly value: number
  } | null
}

export const metrics = ['x.rows', 'x.mean_exact', 'x.words']
const day = 86_400_000
export const begin = Date.parse('2026-10-05T00:00:00Z')
export const days = 3

export function queryOf(asking: Asking): MetricQuery {
  const { dimension, daily, top, order, having } = asking
  return {
    metrics: metrics.map((id) => ({ id })),
    dimensions: [`x.${dimension}`],
    time: { range: { from: '2026-10-05', to: '2026-10-08' }, ...(daily ? { grain: 'day' as const } : {}) },
    compare: [{ kind: 'previous_period' }],
    samples: true,
    ...(top ? { top: { dimension: `x.${dimension}`, ...top } } : {}),
    ...(order.length > 0 ? { order: order.map((each) => ({ ...each })) } : {}),
    ...(having ? { filters: { member: having.member, operator: having.operator, values: [having.value] } } : {}),
  }
}

function plain(metric: string, rows: readonly Seen[]): number | null {
  const numbers = rows.flatMap(({ values }) => (values.exact === null ? [] : [Number(values.exact)]))
  if (metric === 'x.rows') return rows.length
  if (metric === 'x.words') return new Set(rows.flatMap(({ values }) => values.word ?? [])).size
  return numbers.length === 0 ? null : numbers.reduce((a, b) => a + b, 0) / numbers.length
}

/** A number by its name, from the rows now and those before. */
function numberOf(name: string, now: readonly Seen[], before: readonly Seen[]): number | null {
  const [metric = '', ...ends] = name.split(':')
  const own = plain(metric, now)
  if (ends.length === 0) return own
  if (ends[0] === 'n') return now.filter(({ values }) => values.exact !== null).length
  const earlier = plain(metric, before)
  if (ends.length === 1) return earlier
  if (own === null || earlier === null) return null
  if (ends[1] === 'change') return own - earlier
  return earlier === 0 ? null : (own - earlier) / Math.abs(earlier)
}

/** Ascending order of two values; what is missing comes last either way. */
function compare(a: Cell, b: Cell, dir: 'asc' | 'desc' = 'asc'): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  const order = typeof a === 'string' ? compareTexts(a, String(b)) : Number(a) - Number(b)
  return dir === 'asc' ? order : -order
}

const within = (rows: readonly Seen[], from: number, length: number) =>
  rows.filter(({ at }) => at >= from && at < from + length)

interface Group {
  readonly value: Cell
  readonly other: boolean
  readonly rows: readonly Seen[]
}

function groupsOf({ dimension, top }: Asking, rows: readonly Seen[]): Group[] {
  const span = within(rows, begin - days * day, 2 * days * day)
  const all = [...Map.groupBy(span, ({ values }) => values[dimension])].map(([value, own]): Group => ({
    value,
    other: false,
    rows: own,
  }))
  if (!top) return all
  const rank = ({ rows: own }: Group) =>
    numberOf(top.by, within(own, begin, days * day), within(own, begin - days * day, days * day))
  const ranked = all.toSorted((a, b) => compare(rank(a), rank(b), top.dir) || compare(a.value, b.value))
  const rest = ranked.slice(top.n).flatMap((group) => group.rows)
  const kept = ranked.slice(0, top.n)
  return top.other && rest.length > 0 ? [...kept, { value: null, other: true, rows: rest }] : kept
}

/** The rows of the answer, in order, computed from single rows. */
export function expectedRows(asking: Asking, rows: readonly Seen[]): Cell[][] {
  const { daily, order, having, dimension } = asking
  const starts = daily ? Array.from({ length: days }, (_, n) => begin + n * day) : [begin]
  const length = daily ? day : days * day
  const made = groupsOf(asking, rows).flatMap((group) =>
    starts.map((from, place) => {
      const [now, before] = [within(group.rows, from, length), within(group.rows, from - days * day, length)]
      return {
        place,
        group,
        number: (name: string) => numberOf(name, now, before),
        label: new Date(from).toISOString().slice(0, 10),
      }
    }),
  )
  const holds = (row: (typeof made)[number]) => {
    if (!having) return true
    const value = row.number(having.member)
    if (value === null) return false
    return having.operator === 'gt'
      ? value > having.value
      : having.operator === 'lte'
        ? value <= having.value
        : value === having.value
  }
  const key = (row: (typeof made)[number], name: string): Cell =>
    name === 'time' ? row.place : name === `x.${dimension}` ? row.group.value : row.number(name)
  const asked = order.length > 0 || daily ? order : [{ key: metrics[0] ?? '', dir: 'desc' as const }]
  const sorted = made.filter(holds).toSorted((a, b) => {
    for (const { key: name, dir } of asked) {
      const by = compare(key(a, name), key(b, name), dir)
      if (by !== 0) return by
    }
    return a.place - b.place || compare(a.group.value, b.group.value) || Number(a.group.other) - Number(b.group.other)
  })
  const names = metrics.flatMap((id) => [id, `${id}:previous_period`, ...(id === 'x.mean_exact' ? [`${id}:n`] : [])])
  return sorted.map((row) => [
    ...(daily ? [row.label] : []),
    row.group.value,
    ...(asking.top?.other ? [row.group.other] : []),
    ...names.map((name) => row.number(name)),
  ])
}
