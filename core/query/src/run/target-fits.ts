import type { ResolvedMetric } from '../resolve/resolved-query.ts'
import type { ResolvedTime } from '../time/resolve-time.ts'

const tolerance = 0.1

/** Length in local days of what one value of the answer covers: a bucket, or the range. */
function coveredDays({ slots, span, grain }: ResolvedTime): number {
  const covered = grain === null ? span : (slots[Math.floor(slots.length / 2)]?.span ?? span)
  return covered.from.until(covered.to).total({ unit: 'days', relativeTo: covered.from })
}

/** Whether a target for so many days may be held against the values of an answer; months count as 30 days. */
export function targetFits(targetDays: number | undefined, time: ResolvedTime): boolean {
  return targetDays === undefined || Math.abs(coveredDays(time) - targetDays) <= tolerance * targetDays
}

/** The bound of a metric's target, null where it has none for spans as long as those of the answer. */
export function targetOf(metric: ResolvedMetric | undefined, time: ResolvedTime): number | null {
  const info = metric?.metric.info
  if (!info?.target || !targetFits(info.targetDays, time)) return null
  const { gt, gte, lt, lte } = info.target
  return gt ?? gte ?? lt ?? lte ?? null
}
