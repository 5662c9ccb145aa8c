import type { Cell, Frame, FrameColumn, Target } from '@tessera/plugin-api/wire'
import type { MetricColumn } from './read-frame.ts'

/** Whether rows have targets of their own, by bucket or by category. */
export function hasTargetsByRow({ targetSteps, targetParts }: MetricColumn): boolean {
  return targetSteps !== undefined || targetParts !== undefined
}

/** The target that a value of a bucket is held against; undefined where there is none. */
export function targetOfBucket({ meta }: Frame, metric: MetricColumn, label: Cell | undefined): Target | undefined {
  if (metric.targetSteps === undefined) return metric.target
  return metric.targetSteps[meta.buckets.findIndex((bucket) => bucket.label === label)] ?? undefined
}

/** The target that the value of a row is held against: of its bucket, of its category, or of all; undefined where there is none. */
export function targetIn(frame: Frame, metric: MetricColumn, row: readonly Cell[] | undefined): Target | undefined {
  if (!hasTargetsByRow(metric)) return metric.target
  const cellAt = (role: FrameColumn['role']) => row?.[frame.columns.findIndex((column) => column.role === role)]
  if (metric.targetSteps !== undefined) return targetOfBucket(frame, metric, cellAt('time'))
  const key = String(cellAt('dimension') ?? '')
  const parts = metric.targetParts ?? {}
  return Object.hasOwn(parts, key) ? (parts[key] ?? undefined) : metric.target
}
