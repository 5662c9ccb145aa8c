import { sql, type Kysely } from 'kysely'
import { factOf, type Movement, type Snapshot, type Stock } from '@tessera/plugin-api/server'
import type { UnreadableRows } from '@tessera/plugin-api/wire'
import type { Period } from '../compile/bucket-sql.ts'
import { rowsBehind } from '../compile/group-leaves.ts'
import { periodsOf } from '../compile/periods.ts'
import { changesOf } from '../compile/stock-leaf.ts'
import { windowsOf } from '../compile/windows.ts'
import { measuresOf } from '../resolve/measures-of.ts'
import { isUnreadable, numbersOf } from '../compile/readable.ts'
import type { PlannedMeasure, ResolvedQuery } from '../resolve/resolved-query.ts'
import type { Slot } from '../time/buckets.ts'
import { beginOf, endOf, spanBetween } from '../time/span.ts'

interface Read {
  readonly measure: PlannedMeasure
  readonly period: Period
}

/** One slot over all windows. */
function together({ suffix, slots }: Period): Period {
  const windows = slots.filter((slot): slot is Slot => slot !== null)
  const last = windows.at(-1)
  if (!last) return { suffix, slots: [] }
  const first = windows.reduce((a, b) => (Temporal.Instant.compare(b.from, a.from) < 0 ? b : a))
  return { suffix, slots: [{ ...last, ...spanBetween(beginOf(first), endOf(last)) }] }
}

/** What rows a measure takes its numbers from, written so that each row is read as it stands. */
function readOf(measure: PlannedMeasure, period: Period, of: { query: ResolvedQuery; tenantId: string }): Read {
  const { source } = measure
  const { calendar, relative } = of.query.time
  if (source.kind === 'trailing') {
    const { aggregate, since } = source
    const windows = windowsOf(period, since, { fact: aggregate.fact, calendar, relative })
    return { measure: { ...measure, source: aggregate }, period: together(windows) }
  }
  if (source.kind === 'stock') {
    const changes = changesOf(source as Stock, { ...of, period })
    return { measure: { ...measure, source: changes.aggregate }, period: together(changes.period) }
  }
  if (source.kind !== 'movement') return { measure, period }
  const { fact, movements } = source as Movement
  const { value, where } = movements
  const open: Snapshot = { kind: 'snapshot', fact, at: 'end', measure: { sum: value }, ...(where ? { where } : {}) }
  return { measure: { ...measure, source: open }, period }
}

/** Measures that take numbers from rows, each value of the same rows once. */
function takingNumbers(measures: readonly PlannedMeasure[]): PlannedMeasure[] {
  const keys = new Set<unknown>()
  return measures.filter(({ source, filter }) => {
    const value = numbersOf(source)
    const key = 'where' in source ? source.where : undefined
    const text = [value, factOf(source), key, filter]
    const isNew =
      value !== null && ![...keys].some((known) => text.every((part, at) => (known as unknown[])[at] === part))
    if (isNew) keys.add(text)
    return isNew
  })
}

/** How many rows of each metric hold a value that cannot be read, in the range and in each comparison; those with none are left out. */
export async function countUnreadable(
  db: Kysely<never>,
  asked: ResolvedQuery,
  tenantId: string,
): Promise<readonly UnreadableRows[]> {
  const query: ResolvedQuery = { ...asked, dimensions: [], sets: null, kept: null, rollups: null }
  const found: UnreadableRows[] = []
  for (const { name, formula } of query.metrics) {
    for (const [index, period] of periodsOf(query).entries()) {
      let rows = 0
      for (const measure of takingNumbers(measuresOf(formula))) {
        const read = readOf(measure, period, { query, tenantId })
        const context = { query, tenantId, period: read.period, buckets: read.period, ordinal: 1 }
        const behind = rowsBehind({ path: '', measure: read.measure, dropped: false }, context)
        if (!behind) continue
        const keys = sql.join(behind.keys.map((_, at) => sql.ref(`_k${at + 1}`)))
        const counted = await sql<{ rows: number }>`select count(*)::int as rows
from (
  select distinct ${keys} from (${behind.sql}) as behind
  where ${isUnreadable(sql`_value`)}
) as unreadable`.execute(db)
        rows += counted.rows[0]?.rows ?? 0
      }
      const comparison = query.time.comparisons[index - 1]?.key
      if (rows > 0) found.push({ metric: name, ...(comparison === undefined ? {} : { comparison }), rows })
    }
  }
  return found
}
