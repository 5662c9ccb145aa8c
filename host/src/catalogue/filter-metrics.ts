import type { MetricInfo } from '@tessera/plugin-api/wire'

/** What a reader looks for in the catalogue; null: any. */
export interface Wanted {
  readonly q: string
  readonly plugin: string | null
  readonly tier: string | null
  readonly kind: string | null
}

/** Metrics that fit, those of the first tier first. Every word must occur in id, title, description or owner. */
export function filterMetrics(metrics: readonly MetricInfo[], wanted: Wanted): readonly MetricInfo[] {
  const words = wanted.q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const fits = (metric: MetricInfo) => {
    const text = `${metric.id} ${metric.title} ${metric.description} ${metric.owner}`.toLowerCase()
    return (
      words.every((word) => text.includes(word)) &&
      (wanted.plugin === null || metric.plugin === wanted.plugin) &&
      (wanted.tier === null || String(metric.tier) === wanted.tier) &&
      (wanted.kind === null || metric.kind === wanted.kind)
    )
  }
  return metrics.filter(fits).toSorted((a, b) => a.tier - b.tier || a.title.localeCompare(b.title))
}
