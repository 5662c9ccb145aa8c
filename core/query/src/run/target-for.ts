import type { Target } from '@tessera/plugin-api/wire'
import { isAmount } from '../compile/fill.ts'
import { measuresOf } from '../resolve/measures-of.ts'
import type { ResolvedMetric, ResolvedQuery } from '../resolve/resolved-query.ts'
import type { ResolvedTime } from '../time/resolve-time.ts'

const tolerance = 0.1

/** Length in local days of what one value of the answer covers: a bucket, or the range. */
function coveredDays({ slots, span, grain }: ResolvedTime): number {
  const { local: covered } = grain === null ? span : (slots[Math.floor(slots.length / 2)] ?? span)
  return covered.from.until(covered.to).total({ unit: 'days', relativeTo: covered.from })
}

/** Whether a target for so many days may be held against the values of an answer; months count as 30 days. */
function fitsSpan(targetDays: number | undefined, time: ResolvedTime): boolean {
  return targetDays === undefined || Math.abs(coveredDays(time) - targetDays) <= tolerance * targetDays
}

/** Whether the values of an answer are of a part of what there is: narrowed by a filter, or broken down. */
function isOfPart({ formula }: ResolvedMetric, { where, dimensions }: ResolvedQuery): boolean {
  return where !== null || dimensions.length > 0 || measuresOf(formula).some(({ filter }) => filter !== null)
}

/** Whether a value grows with the part it is of. Rates, means and percentiles do not. */
export function growsWithPart({ formula, metric }: ResolvedMetric): boolean {
  if (formula.is === 'measure') return isAmount(formula.measure)
  return formula.is === 'derived' && (metric.info.unit === 'count' || metric.info.unit === 'money')
}

/**
 * The target that the values of an answer may be held against. None for other spans than it is for, and none for a part of
 * an amount: the target of all revenue says nothing of one country's.
 */
export function targetFor(metric: ResolvedMetric | undefined, query: ResolvedQuery): Target | null {
  const info = metric?.metric.info
  if (!metric || !info?.target || !fitsSpan(info.targetDays, query.time)) return null
  return growsWithPart(metric) && isOfPart(metric, query) ? null : info.target
}

/** The target of a metric that is for another span than the values of an answer, and for which; null where there is none, or it fits. */
export function targetOver(
  metric: ResolvedMetric | undefined,
  { time }: ResolvedQuery,
): { readonly target: Target; readonly days: number } | null {
  const { target, targetDays: days } = metric?.metric.info ?? {}
  return target && days !== undefined && !fitsSpan(days, time) ? { target, days } : null
}

/** The bound of a metric's target, null where it has none for the values of the answer. */
export function boundOf(target: Target | null): number | null {
  const { gt, gte, lt, lte } = target ?? {}
  return gt ?? gte ?? lt ?? lte ?? null
}
