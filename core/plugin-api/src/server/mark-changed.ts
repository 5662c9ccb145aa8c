import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { pluginErrors } from '../errors.ts'

/** Rows of a table that were inserted, changed or deleted. */
export interface Change {
  readonly tenantId: string
  /** `schema.table`, as the facts over it name it. */
  readonly table: `${string}.${string}`
  /** Every value the changed rows have in a time column, before and after; nulls are left out. Dates as `2026-11-20`. */
  readonly times: Iterable<Date | string | null | undefined>
}

const hour = 3_600_000
const mostMarks = 100

interface Span {
  readonly from: number
  readonly to: number
}

/** Whole steps that hold the times, neighbours joined. */
function stepsOf(times: readonly number[], step: number): Span[] {
  const starts = [...new Set(times.map((time) => Math.floor(time / step) * step))].toSorted((a, b) => a - b)
  const spans: { from: number; to: number }[] = []
  for (const from of starts) {
    const last = spans.at(-1)
    if (last?.to === from) last.to = from + step
    else spans.push({ from, to: from + step })
  }
  return spans
}

/** So many spans at most: those with the least between them become one. */
function fewest(spans: readonly Span[], most: number): Span[] {
  const gap = (at: number) => (spans[at]?.from ?? 0) - (spans[at - 1]?.to ?? 0)
  const places = spans.map((_, at) => at).slice(1)
  const kept = places.toSorted((a, b) => gap(b) - gap(a)).slice(0, most - 1)
  const begins = [0, ...kept.toSorted((a, b) => a - b)]
  return begins.map((begin, nth) => ({
    from: spans[begin]?.from ?? 0,
    to: spans[(begins[nth + 1] ?? spans.length) - 1]?.to ?? 0,
  }))
}

/**
 * Few spans of whole hours that hold all times: hours where that is few, else days, else weeks, else weeks with what lies between
 * neighbours. What is far from all others, as the year 9999 that stands for never, stays apart: years between are not built anew.
 */
function spansOf(times: readonly number[]): Span[] {
  for (const step of [hour, 24 * hour, 7 * 24 * hour]) {
    const spans = stepsOf(times, step)
    if (spans.length <= mostMarks) return spans
  }
  return fewest(stepsOf(times, 7 * 24 * hour), mostMarks)
}

// why: the database reads no other years as JavaScript writes them
const [earliest, latest] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')]

/** Some milliseconds as ISO text, at the ends of the years 1 to 9999 what lies outside of them. */
const text = (at: number) => new Date(Math.min(Math.max(at, earliest), latest)).toISOString()

function millisecondsOf(time: Date | string, table: string): number {
  const at = typeof time === 'string' ? Date.parse(time) : time.getTime()
  if (!Number.isFinite(at)) throw pluginErrors('time_unreadable', { table, time: String(time) })
  return at
}

/**
 * Notes, in the transaction that writes rows, which hours they belong to, so that rollups never answer for them until they
 * are built anew. Call it for every table that facts with rollups read. Refuses with `time_unreadable`.
 */
export async function markChanged(db: Kysely<never>, change: Change): Promise<void> {
  const { tenantId, table, times } = change
  const given = [...times].filter((time) => time !== null && time !== undefined)
  if (given.length === 0) return
  const spans = spansOf(given.map((time) => millisecondsOf(time, table)))
  await sql`
    insert into core.data_changes (tenant_id, table_name, mark, from_time, to_time)
    select ${tenantId}::uuid, ${table}, mark, from_time, to_time
    from unnest(${spans.map(() => randomUUID())}::uuid[], ${spans.map((span) => text(span.from))}::timestamptz[],
      ${spans.map((span) => text(span.to))}::timestamptz[]) as given (mark, from_time, to_time)`.execute(db)
}
