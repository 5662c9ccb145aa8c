import { ProblemError } from '@tessera/plugin-api'
import type { Cell, Frame, MetricQuery } from '@tessera/plugin-api/wire'
import type { QueryContext, QueryEngine } from '@tessera/query'
import type { UnifiedEntity, UnifiedMetric } from '../catalogue/unified-metric.ts'
import { daysFrom } from './civil-days.ts'

/** Value of a metric on one day, of the tenant as a whole or of one entity. */
export interface DayValue {
  readonly metric: UnifiedMetric
  readonly date: string
  /** What the value is of; null for the tenant as a whole. */
  readonly entity: { readonly type: string; readonly id: string } | null
  readonly value: number
  /** Observations behind a ratio or mean. */
  readonly n: number | null
}

/** A metric that could not be asked for, and why. */
export interface Unanswered {
  readonly metric: string
  readonly code: string
  readonly reason: string
}

/** What asking found. */
export interface Asked {
  readonly values: readonly DayValue[]
  readonly unanswered: readonly Unanswered[]
}

/** Days in a row, both included, and by what. */
interface Asking {
  readonly from: string
  readonly to: string
  readonly by: UnifiedEntity | null
}

type Ask = (query: MetricQuery) => Promise<Frame>

/** Most metrics of one question. */
const together = 20
const pageRows = 10_000

/** Statuses that are no fault of the question: who asks again later may be answered. */
const passing = new Set([408, 409, 429, 499, 503])

function isRefusal(error: unknown): error is ProblemError {
  return error instanceof ProblemError && !passing.has(error.status)
}

const tookTooLong = (error: unknown) => error instanceof ProblemError && error.code === 'query_timeout'

const numberOf = (cell: Cell | undefined): number | null => {
  const value = cell === null || cell === undefined || cell === '' ? Number.NaN : Number(cell)
  return Number.isFinite(value) ? value : null
}

function readFrame({ columns, rows }: Frame, metrics: readonly UnifiedMetric[], by: UnifiedEntity | null): DayValue[] {
  const at = (name: string) => columns.findIndex((column) => column.name === name)
  const time = at('time')
  const key = by === null ? -1 : at(by.dimension)
  const places = metrics.map((metric) => ({ metric, value: at(metric.info.id), n: at(`${metric.info.id}:n`) }))
  return rows.flatMap((row) => {
    const cell = key < 0 ? null : row[key]
    // why: rows that belong to no entity are counted for the tenant alone
    if (key >= 0 && (cell === null || cell === undefined)) return []
    const entity = by === null ? null : { type: by.type, id: String(cell) }
    return places.flatMap(({ metric, value: place, n }): DayValue[] => {
      const value = numberOf(row[place])
      if (value === null) return []
      const samples = n < 0 ? null : numberOf(row[n])
      return [{ metric, date: String(row[time]), entity, value, n: samples }]
    })
  })
}

async function askOnce(ask: Ask, metrics: readonly UnifiedMetric[], { from, to, by }: Asking) {
  const query: MetricQuery = {
    metrics: metrics.map(({ info }) => ({ id: info.id })),
    ...(by === null ? {} : { dimensions: [by.dimension], limit: pageRows }),
    time: { range: { from, to: daysFrom(to, 1) }, grain: 'day' },
    samples: true,
  }
  const values: DayValue[] = []
  let cursor: string | null | undefined
  do {
    const frame = await ask(cursor ? { ...query, cursor } : query)
    values.push(...readFrame(frame, metrics, by))
    cursor = frame.meta.nextCursor
  } while (cursor)
  return values
}

/** Asks for many metrics at once. Where a question is refused, its halves are asked, so that each metric that cannot be answered is named. */
async function askTogether(ask: Ask, metrics: readonly UnifiedMetric[], asking: Asking): Promise<Asked> {
  try {
    return { values: await askOnce(ask, metrics, asking), unanswered: [] }
  } catch (error) {
    const isLong = tookTooLong(error) && asking.from !== asking.to
    if (isLong || !isRefusal(error)) throw error
    const [only] = metrics
    if (metrics.length === 1 && only) {
      return { values: [], unanswered: [{ metric: only.info.id, code: error.code, reason: error.message }] }
    }
    const half = Math.ceil(metrics.length / 2)
    const first = await askTogether(ask, metrics.slice(0, half), asking)
    const second = await askTogether(ask, metrics.slice(half), asking)
    return { values: [...first.values, ...second.values], unanswered: [...first.unanswered, ...second.unanswered] }
  }
}

const batches = (metrics: readonly UnifiedMetric[]) =>
  Array.from({ length: Math.ceil(metrics.length / together) }, (_, at) =>
    metrics.slice(at * together, (at + 1) * together),
  )

/** How long a question may take, as far as the one before says; single days take what they take. */
const questionMs = 3_000

/** Asks for some metrics of the tenant as a whole: one day first, then as many at once as may be answered soon. */
async function askSpans(ask: Ask, metrics: readonly UnifiedMetric[], days: readonly string[]): Promise<Asked[]> {
  const found: Asked[] = []
  let left = days
  let count = 1
  while (left.length > 0) {
    const now = left.slice(0, count)
    const begun = performance.now()
    const asking = { from: now.at(-1) ?? '', to: now[0] ?? '', by: null }
    try {
      found.push(await askTogether(ask, metrics, asking))
    } catch (error) {
      if (!tookTooLong(error) || count === 1) throw error
      count = 1
      continue
    }
    const each = (performance.now() - begun) / now.length
    left = left.slice(now.length)
    count = Math.max(1, Math.floor(questionMs / each))
  }
  return found
}

/**
 * Asks the engine for metrics on days in a row, the latest first: of the tenant as a whole for several days at once, of entities day by
 * day, since a breakdown has the groups of its range.
 */
export async function askDays(
  engine: Pick<QueryEngine, 'run'>,
  context: QueryContext,
  { metrics, days }: { readonly metrics: readonly UnifiedMetric[]; readonly days: readonly string[] },
): Promise<Asked> {
  const ask: Ask = (query) => engine.run(query, context)
  const found: Asked[] = []
  for (const batch of batches(metrics)) found.push(...(await askSpans(ask, batch, days)))
  const parted = metrics.flatMap((metric) =>
    // why: what a metric is about anyway is asked once
    [metric.entity, ...metric.parts.filter(({ dimension }) => dimension !== metric.entity?.dimension)].flatMap((by) =>
      by === null ? [] : [{ by, metric }],
    ),
  )
  for (const [, own] of Map.groupBy(parted, ({ by }) => by.dimension)) {
    const by = own[0]?.by ?? null
    for (const day of days) {
      for (const batch of batches(own.map(({ metric }) => metric)))
        found.push(await askTogether(ask, batch, { from: day, to: day, by }))
    }
  }
  const unanswered = new Map(found.flatMap((asked) => asked.unanswered).map((one) => [one.metric, one]))
  return { values: found.flatMap((asked) => asked.values), unanswered: [...unanswered.values()] }
}
