import type { UnifiedEntity, UnifiedMetric } from '../catalogue/unified-metric.ts'

/** The entity that most metrics are about, where any are about one. */
export function mainEntity(metrics: readonly UnifiedMetric[]): UnifiedEntity | null {
  const groups = Map.groupBy(
    metrics.filter(({ entity }) => entity !== null),
    ({ entity }) => entity?.dimension,
  )
  const [first] = [...groups.values()].toSorted((a, b) => b.length - a.length)
  return first?.[0]?.entity ?? null
}
