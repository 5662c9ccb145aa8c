import type { RetentionCount } from '@tessera/plugin-api/server'
import { queryErrors } from '../errors.ts'
import { overRange } from '../resolve/over-range.ts'
import type { ResolvedQuery } from '../resolve/resolved-query.ts'
import { periodsOf } from './periods.ts'
import { sizeOf, type QuestionSize, type Without } from './question-size.ts'
import { countCohortUnits } from './retention-times.ts'

/** Most characters of SQL one question may become, as `sizeOf` estimates them. */
const maxText = 150_000
/** Most entries of all its lists together. */
const maxEntries = 400_000
/** Size from which on a question takes more than an instant to be written. */
const large: QuestionSize = { text: 40_000, entries: 5_000 }

type Retention = RetentionCount['retention']

/** The part of what is allowed that a size takes up. */
const partOf = ({ text, entries }: QuestionSize) => Math.max(text / maxText, entries / maxEntries)

const advice: Readonly<Record<keyof Without, (query: ResolvedQuery) => string>> = {
  comparisons: ({ time }) => `the comparisons (${time.comparisons.length})`,
  totals: ({ totals }) => `the totals (${totals.length})`,
  filters: () => 'filters',
  grain: ({ time }) => `the grain '${time.grain}' (${time.slots.length} buckets) or choose a coarser one`,
  metrics: ({ metrics }) => `some of the metrics (${metrics.length})`,
}

/** What to leave out: always what helps most, until the rest is small enough. Metrics come last: they are what is asked for. */
function adviceFor(query: ResolvedQuery, measure: (without: Without) => number): string {
  const parts = ['comparisons', 'totals', 'filters', 'grain'] as const
  const named: string[] = []
  let without: Without = {}
  while (measure(without) > 1) {
    const helped = (part: keyof Without) => measure(without) - measure({ ...without, [part]: true })
    const [best = 'metrics'] = parts.filter((part) => helped(part) > 0).toSorted((a, b) => helped(b) - helped(a))
    if (without[best]) break
    named.push(advice[best](query))
    without = { ...without, [best]: true }
  }
  return `leave out ${named.join(' and ')}`
}

function counterOf(query: ResolvedQuery): (retention: Retention) => number {
  const known = new Map<Retention, number>()
  return (retention) => {
    const units =
      known.get(retention) ??
      Math.max(...periodsOf(query).map((period) => countCohortUnits(period, retention, query.time.calendar)))
    known.set(retention, units)
    return units
  }
}

/** The part of what is allowed that a question takes up, its totals over the range included. */
function sizePart(query: ResolvedQuery): number {
  const whole = overRange(query)
  const own = partOf(sizeOf(query, counterOf(query)))
  return whole ? Math.max(own, partOf(sizeOf(whole, counterOf(whole)))) : own
}

/** Whether a question takes so long to be written that others should not wait for it. */
export function isLarge(query: ResolvedQuery): boolean {
  const { text, entries } = sizeOf(query, counterOf(query))
  return text > large.text || entries > large.entries
}

/**
 * The same question. Refuses one whose statement would be too large with `question_too_large`, saying what to leave out, and one
 * whose cohorts lie in too many units with `too_many_groups`. All of it is computed; nothing is laid out.
 */
export function assertBounded(query: ResolvedQuery): ResolvedQuery {
  if (sizePart(query) <= 1) return query
  const whole = overRange(query)
  const subject = whole && partOf(sizeOf(query, counterOf(query))) <= 1 ? whole : query
  const unitsOf = counterOf(subject)
  throw queryErrors('question_too_large', {
    leave: adviceFor(query, (without) => partOf(sizeOf(subject, unitsOf, without))),
  })
}
