export type { KnownMetric } from './check-targets.ts'
export { targetErrors } from './errors.ts'
export {
  listTargetChanges,
  listTargets,
  writeTargets,
  type StoredTarget,
  type TargetChange,
  type TargetCounts,
  type TargetsWrite,
} from './store-targets.ts'
export { boundSchema, mostTargets, targetRowSchema, type TargetRow } from './target-row.ts'
