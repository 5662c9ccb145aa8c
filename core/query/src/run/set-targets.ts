import type { Cell, Filter, Pacing, Target } from '@tessera/plugin-api/wire'
import { measuresOf } from '../resolve/measures-of.ts'
import type { ResolvedMetric, ResolvedQuery } from '../resolve/resolved-query.ts'
import { dayPlace } from '../time/day-place.ts'
import type { Span } from '../time/span.ts'
import { targetHolding, type Holding } from '../target-holding.ts'
import { inForce, perDayLeft, runningOf, withDays, type Days, type TargetDays } from './in-force.ts'
import { growsWithPart } from './target-for.ts'

function holdingOf({ metric: { source, info } }: ResolvedMetric): Holding {
  return source ? targetHolding(source, info.unit) : 'rate'
}

/** The part of all there is that values are of: null for all, `other` for one that no target can be of. */
type Part = { readonly dimension: string; readonly value: string } | 'other' | null

function partOfFilter(filter: Filter): Part {
  if ('and' in filter && filter.and.length === 1 && filter.and[0]) return partOfFilter(filter.and[0])
  if (!('member' in filter) || filter.operator !== 'equals' || filter.values?.length !== 1) return 'other'
  const [value] = filter.values
  return value === null || value === undefined ? 'other' : { dimension: filter.member, value: String(value) }
}

/** What the values of a row are of: narrowed by filters, and by the values of its dimensions. */
function partOf({ formula }: ResolvedMetric, query: ResolvedQuery, values: readonly Cell[]): Part {
  const own = new Set(measuresOf(formula).flatMap(({ filter }) => filter ?? []))
  const filters = [...own, ...(query.where ? [query.where] : [])].map(partOfFilter)
  const dimensions = query.dimensions.flatMap(({ id, restOf }, index): Part[] => {
    if (restOf !== undefined) return values[index] === true ? ['other'] : []
    const value = values[index] ?? null
    return [value === null ? 'other' : { dimension: id, value: String(value) }]
  })
  const [first = null, ...more] = [...filters, ...dimensions]
  // why: broken down by what it is narrowed to, it is still of that alone
  return more.every((part) => JSON.stringify(part) === JSON.stringify(first)) ? first : 'other'
}

function targetsFor(metric: ResolvedMetric, query: ResolvedQuery, part: Part): readonly TargetDays[] {
  const own = query.setTargets.filter((target) => target.metric === metric.metric.info.id)
  const of = (at: { readonly dimension: string; readonly value: string } | null) =>
    own.filter(({ dimension, value }) => dimension === (at?.dimension ?? null) && value === (at?.value ?? null))
  const named = part === null || part === 'other' ? [] : of(part)
  if (named.length > 0) return withDays(named)
  // why: the target of an amount is for the whole, that of a rate for every part too
  return part === null || !growsWithPart(metric) ? withDays(of(null)) : []
}

function daysOf({ from, to }: Span, { time: { calendar, now } }: ResolvedQuery): Days {
  const place = (instant: Temporal.Instant) => dayPlace({ instant }, calendar.timeZone)
  return { from: place(from), to: place(to), now: place(now) }
}

/** Whether a tenant set any target of a metric. */
export function hasSetTargets({ metric }: ResolvedMetric, { setTargets }: ResolvedQuery): boolean {
  return setTargets.some((target) => target.metric === metric.info.id)
}

/** Whether a tenant set targets of single values of the dimensions of an answer. */
export function hasTargetsOfParts({ metric }: ResolvedMetric, { setTargets, dimensions }: ResolvedQuery): boolean {
  return setTargets.some(
    (target) => target.metric === metric.info.id && dimensions.some(({ id }) => id === target.dimension),
  )
}

/** The target set for the values of a row, over a bucket or the range. Null where there is none for that. */
export function setTargetFor(
  metric: ResolvedMetric,
  query: ResolvedQuery,
  row: { readonly span: Span; readonly values: readonly Cell[] },
): Target | null {
  if (!hasSetTargets(metric, query)) return null
  const targets = targetsFor(metric, query, partOf(metric, query, row.values))
  if (targets.length === 0) return null
  return inForce(targets, daysOf(row.span, query), { holding: holdingOf(metric), paced: query.time.grain === null })
}

/** How far the period of a target is that the range of an answer is the beginning of; null where there is none, or it does not add up over time. */
export function pacingOf(metric: ResolvedMetric, query: ResolvedQuery, value: Cell): Pacing | null {
  if (!hasSetTargets(metric, query) || query.time.grain !== null || query.dimensions.length > 0) return null
  if (holdingOf(metric) !== 'flow') return null
  const days = daysOf(query.time.span, query)
  const running = runningOf(targetsFor(metric, query, partOf(metric, query, [])), days)
  if (!running) return null
  const { from, to, target, first, end } = running
  const number = value === null ? null : Number(value)
  return {
    from,
    to,
    target,
    elapsed: (days.now - first) / (end - first),
    perDay: perDayLeft(running, days.now, number),
  }
}
