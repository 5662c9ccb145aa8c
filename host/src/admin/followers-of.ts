import type { MetricInfo, MetricRule } from '@tessera/plugin-api/wire'

/** A setting that figures rest on, with the metrics that follow it. */
export interface FollowedRule {
  readonly rule: MetricRule
  readonly metrics: readonly MetricInfo[]
}

/** The settings of a plugin that metrics rest on, those that more metrics follow first. */
export function followersOf(plugin: string, metrics: readonly MetricInfo[]): readonly FollowedRule[] {
  const rules = metrics.flatMap((metric) =>
    (metric.rules ?? [])
      .filter(({ id }) => id.slice(0, id.lastIndexOf('.')) === plugin)
      .map((rule) => ({ rule, metric })),
  )
  return [...Map.groupBy(rules, ({ rule }) => rule.id).values()]
    .flatMap((group) => (group[0] ? [{ rule: group[0].rule, metrics: group.map(({ metric }) => metric) }] : []))
    .toSorted((a, b) => b.metrics.length - a.metrics.length)
}
