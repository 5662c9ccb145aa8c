import type { Fact, RetentionCount } from '@tessera/plugin-api/server'
import { nowText } from '../compile/now-sql.ts'
import type { Leaf, LeafContext } from '../compile/leaf.ts'
import type { RetentionTimes } from '../compile/retention-times.ts'
import type { ResolvedTime } from '../time/resolve-time.ts'
import type { StoredMoment } from '../rollup-definition.ts'
import { entityHit } from './entity-hit.ts'
import type { Fit } from './fit-bounds.ts'
import { momentsOf, unkeptMoment } from './moments.ts'
import type { Placed } from './place-rollup.ts'
import type { TimeSpan } from '../time/time-spans.ts'

/** One of the two things a retention looks for, as a rollup answers it. */
export interface KeptMoment {
  readonly moment: StoredMoment
  readonly fit: Fit
}

/** A rollup that answers a retention. */
export interface RetentionHit extends Placed {
  readonly first: KeptMoment
  readonly last: KeptMoment
}

const day = 86_400_000

/** Where returns end that are before `now`, in milliseconds: a little later than `now` itself, and the last bound before that. */
function nowPoints(time: ResolvedTime, fact: Fact): number[] {
  const text = nowText(time, fact)
  if (fact.time.type === 'local_date') return [Math.ceil(Date.parse(`${text}Z`) / day) * day]
  // why: rows are told apart finer than this; the millisecond that `now` lies in is read from the rows
  const now = Date.parse(text)
  return [now, now + 1]
}

/** End of the last unit that is over. Who begins later, and who comes back later to a period that ends, counts nowhere. */
function overAt({ starts, over, from }: RetentionTimes): number {
  return Date.parse(starts[over] ?? starts.at(-1) ?? from)
}

const spans = (points: readonly number[]): TimeSpan[] =>
  points.slice(1).flatMap((to, index) => {
    const from = points[index] ?? to
    return from < to ? [{ from, to }] : []
  })

/** Times of returns, cut so that each lies in one unit. */
function returnSpans(times: RetentionTimes, ends: readonly number[]): TimeSpan[] {
  const begin = Date.parse(times.from)
  const end = times.until === null ? Math.max(...ends) : overAt(times)
  const cuts = [begin, ...times.starts.map((start) => Date.parse(start)), ...ends, end]
  return spans(cuts.filter((cut) => cut >= begin && cut <= end).toSorted((a, b) => a - b))
}

/** The rollup that answers a retention; null where rows are read. */
export function retentionHit(leaf: Leaf, context: LeafContext, times: RetentionTimes): RetentionHit | null {
  const [measure] = leaf.measures
  if (!measure) return null
  const { retention } = measure.source as RetentionCount
  const begin = retention.cohort === 'first_in_range' ? Date.parse(times.from) : Number.NEGATIVE_INFINITY
  const starts = spans([begin, Math.min(Date.parse(times.to), overAt(times))])
  const returns = returnSpans(times, nowPoints(context.query.time, leaf.fact))
  const hit = entityHit(leaf, context, {
    actor: retention.actor,
    bounds: times.bounds,
    reads: [starts, returns],
    keeps: (definition) => momentsOf(definition, retention),
    doubt: (definition) => unkeptMoment(definition, retention),
  })
  if (!hit) return null
  const [first, last] = hit.fits as [Fit, Fit]
  return { ...hit, first: { moment: hit.kept.first, fit: first }, last: { moment: hit.kept.last, fit: last } }
}
