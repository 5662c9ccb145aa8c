import fc from 'fast-check'
import { expect } from 'vitest'
import type { Filter, Frame, Grain, MetricQuery } from '@tessera/plugin-api/wire'
import type { Visit, World } from './world.ts'

/** Around two DST changes and a leap day of different zones. */
export const starts = ['2024-02-26', '2026-03-05', '2026-03-26', '2026-10-22'] as const
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'] as const

const hour = 3_600_000
export const day = 24 * hour

const idOf = (n: number, family: number) => `00000000-000${family}-7000-8000-${n.toString(16).padStart(12, '0')}`
export const userId = (n: number) => idOf(n, 1)
export const rowId = (n: number) => idOf(n, 3)

const nullable = <T>(values: readonly T[]) => fc.constantFrom<T | null>(...values, null)

/** How dense a world is: rows lie within `days` from the start, every `step` hours. */
export interface Density {
  readonly users: number
  readonly rows: readonly [number, number]
  readonly events: readonly string[]
  readonly days: readonly [number, number]
  readonly step: number
}

const tenantOf = fc.constantFrom<0 | 1>(0, 0, 0, 0, 1)

/** Rows of few actors on a coarse clock, so that chains overlap, tie and meet boundaries. */
export function visitsFrom(start: string, density: Density): fc.Arbitrary<Visit[]> {
  const zero = Date.parse(`${start}T00:00:00Z`)
  const { users, rows, events, days, step } = density
  const row = fc.record({
    tenant: tenantOf,
    at: fc
      .integer({ min: (days[0] * 24) / step, max: (days[1] * 24) / step })
      .map((n) => zero + Math.round(n * step * hour)),
    event: fc.constantFrom(...events),
    user: fc.constantFrom<string | null>(null, ...Array.from({ length: users }, (_, n) => userId(n))),
    provider: nullable(['google', 'meta']),
    kind: nullable(['x', 'y']),
  })
  return fc
    .array(row, { minLength: rows[0], maxLength: rows[1] })
    .map((made) => made.map((r, n) => ({ ...r, id: rowId((n * 7919) % 4096) })))
}

export interface Asked {
  readonly metrics: readonly string[]
  readonly dimensions: readonly string[]
  readonly skip: number
  readonly days: number
  readonly timeZone: (typeof zones)[number]
  readonly weekStart: number
  readonly grain: Grain | null
  readonly compare: 'none' | 'previous_period' | 'shift_1_week'
  readonly filter: Filter | null
}

const filters: readonly (Filter | null)[] = [
  null,
  null,
  { member: 'x.provider', operator: 'equals', values: ['google'] },
  { member: 'x.provider', operator: 'notEquals', values: ['google'] },
]

/** Questions over some metrics. */
export function askedOf(
  metrics: readonly string[],
  dimensions: readonly (readonly string[])[],
  grains: readonly (Grain | null)[],
): fc.Arbitrary<Asked> {
  return fc.record({
    metrics: fc.uniqueArray(fc.constantFrom(...metrics), { minLength: 2, maxLength: 5 }),
    dimensions: fc.constantFrom(...dimensions),
    skip: fc.integer({ min: 0, max: 3 }),
    days: fc.integer({ min: 1, max: 9 }),
    timeZone: fc.constantFrom(...zones),
    weekStart: fc.constantFrom(1, 7, 3),
    grain: fc.constantFrom(...grains),
    compare: fc.constantFrom<Asked['compare']>('none', 'none', 'previous_period', 'shift_1_week'),
    filter: fc.constantFrom(...filters),
  })
}

export type Values = Readonly<Record<string, string | number | null>>

/** One cell to be computed by brute force: a bucket as local dates, a group, the rows that are kept. */
export interface Question {
  readonly first: Temporal.PlainDate
  readonly next: Temporal.PlainDate
  /** The range the bucket belongs to. */
  readonly range: { readonly first: Temporal.PlainDate; readonly next: Temporal.PlainDate }
  /** Local date the bucket before begins. */
  readonly before: Temporal.PlainDate
  readonly timeZone: string
  readonly weekStart: number
  readonly now: number
  readonly group: Values
  readonly keeps: (row: { readonly provider: string | null }) => boolean
}

function holds(filter: Filter | null, provider: string | null): boolean {
  if (!filter || !('member' in filter)) return true
  const has = (filter.values ?? []).includes(provider)
  return filter.operator === 'equals' ? has : !has
}

/** First day of the bucket a date falls in, found by walking back. */
export function bucketStart(date: Temporal.PlainDate, grain: Grain | null, weekStart: number): Temporal.PlainDate {
  if (grain === 'month') return date.with({ day: 1 })
  if (grain !== 'week') return date
  let start = date
  while (start.dayOfWeek !== weekStart) start = start.subtract({ days: 1 })
  return start
}

interface BucketOf {
  readonly label: string
  readonly first: Temporal.PlainDate
  readonly next: Temporal.PlainDate
}

function bucketsOf(first: Temporal.PlainDate, q: Asked): BucketOf[] {
  const days = Array.from({ length: q.days }, (_, n) => first.add({ days: n }))
  const labels = days.map((date) => (q.grain ? bucketStart(date, q.grain, q.weekStart).toString() : ''))
  return [...new Set(labels)].map((label) => {
    const own = days.filter((_, n) => labels[n] === label)
    return {
      label,
      first: own[0] as Temporal.PlainDate,
      next: (own.at(-1) as Temporal.PlainDate).add({ days: 1 }),
    }
  })
}

const comparisons = {
  previous_period: { kind: 'previous_period' },
  shift_1_week: { kind: 'shift', n: 1, unit: 'week' },
} as const

const firstDay = (q: Asked, start: string) => Temporal.PlainDate.from(start).add({ days: q.skip })

export function queryOf(q: Asked, start: string): MetricQuery {
  const from = firstDay(q, start)
  return {
    metrics: q.metrics.map((id) => ({ id: `x.${id}` })),
    dimensions: [...q.dimensions],
    time: {
      range: { from: from.toString(), to: from.add({ days: q.days }).toString() },
      timeZone: q.timeZone,
      weekStart: q.weekStart,
      ...(q.grain ? { grain: q.grain } : {}),
    },
    ...(q.filter ? { filters: q.filter } : {}),
    ...(q.compare === 'none' ? {} : { compare: [comparisons[q.compare]] }),
  }
}

function groupsOf(world: World, q: Asked, periods: readonly number[]): Values[] {
  const values = (id: string): readonly (string | number | null)[] => {
    if (id === 'core.period') return periods
    const rows: readonly { readonly provider: string | null; readonly kind?: string | null }[] = [
      ...world.visits,
      ...world.lines,
    ]
    // why: the value at a step that was not reached is missing, even where no row misses it
    return [...new Set([null, ...rows.map((row) => (id === 'x.provider' ? row.provider : (row.kind ?? null)))])]
  }
  return q.dimensions.reduce<Values[]>(
    (groups, id) => groups.flatMap((group) => values(id).map((value) => ({ ...group, [id]: value }))),
    [{}],
  )
}

export interface Checked {
  readonly q: Asked
  readonly start: string
  readonly now: number
  readonly periods?: readonly number[]
  /** Value of one cell by brute force. */
  readonly expected: (metric: string, question: Question) => number | null
  /** Metrics whose null and 0 differ. */
  readonly exact: (metric: string) => boolean
}

/** A cell of an answer, with the question it answers. */
export interface AskedCell {
  readonly bucket: string
  readonly group: Values
  /** Key of the comparison; empty for the range itself. */
  readonly key: string
  readonly question: Question
}

/** Every cell an answer may have. */
export function cellsOf(
  world: World,
  { q, start, now, periods = [] }: Omit<Checked, 'expected' | 'exact'>,
): AskedCell[] {
  const first = firstDay(q, start)
  const buckets = bucketsOf(first, q)
  const compared = q.compare === 'none' ? [] : [{ key: q.compare, back: q.compare === 'previous_period' ? q.days : 7 }]
  return groupsOf(world, q, periods).flatMap((group) =>
    buckets.flatMap((bucket, index) =>
      [{ key: '', back: 0 }, ...compared].map(({ key, back }): AskedCell => {
        const shift = (date: Temporal.PlainDate) => date.subtract({ days: back })
        const unit = q.grain === null ? { days: q.days } : { [`${q.grain}s`]: 1 }
        const question: Question = {
          first: shift(bucket.first),
          next: shift(bucket.next),
          range: { first: shift(first), next: shift(first.add({ days: q.days })) },
          before: index === 0 ? shift(bucket.first).subtract(unit) : shift((buckets[index - 1] as BucketOf).first),
          timeZone: q.timeZone,
          weekStart: q.weekStart,
          now,
          group,
          keeps: ({ provider }) => holds(q.filter, provider),
        }
        return { bucket: bucket.label, group, key, question }
      }),
    ),
  )
}

/** Value of a metric in a cell of an answer; null where the answer has no such row. */
export function valueIn(frame: Frame, q: Asked, cell: AskedCell, metric: string): number | null {
  const column = (name: string) => frame.columns.findIndex((c) => c.name === name)
  const row = frame.rows.find(
    (r) =>
      (q.grain === null || r[column('time')] === cell.bucket) &&
      q.dimensions.every((id) => r[column(id)] === (cell.group[id] ?? null)),
  )
  return (row?.[column(cell.key === '' ? `x.${metric}` : `x.${metric}:${cell.key}`)] ?? null) as number | null
}

/** Compares every cell of an answer with brute force. Of counts, "nothing" is 0 inside a fact's life and null outside. */
export function check(frame: Frame, world: World, checked: Checked): void {
  const { q, periods = [], expected, exact } = checked
  const column = (name: string) => frame.columns.findIndex((c) => c.name === name)
  const known = new Set(
    groupsOf(world, q, periods).map((group) => JSON.stringify(q.dimensions.map((id) => group[id] ?? null))),
  )
  for (const row of frame.rows) {
    expect(known.has(JSON.stringify(q.dimensions.map((id) => row[column(id)] ?? null))), JSON.stringify(row)).toBe(true)
  }
  for (const cell of cellsOf(world, checked)) {
    for (const metric of q.metrics) {
      const actual = valueIn(frame, q, cell, metric)
      const wanted = expected(metric, cell.question)
      const same = exact(metric)
        ? (actual === null) === (wanted === null) && close(actual ?? 0, wanted ?? 0)
        : close(Number(actual ?? 0), wanted ?? 0)
      const where = { metric, key: cell.key, bucket: cell.bucket, group: cell.group }
      if (!same) expect({ ...where, value: actual }).toEqual({ ...where, value: wanted })
    }
  }
}

export const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
