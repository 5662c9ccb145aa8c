import { periodDimension } from '@tessera/plugin-api/server'
import type { MetricQuery } from '@tessera/plugin-api/wire'
import { queryErrors } from '../errors.ts'
import { fullId } from './expand-metric.ts'
import { measuresOf } from './measures-of.ts'
import type { ResolvedMetric, ResolvedQuery } from './resolved-query.ts'

type Top = NonNullable<MetricQuery['top']>

function holds({ formula }: ResolvedMetric, dimension: string): boolean {
  const held = (plugin: string, names: readonly string[] = []) =>
    names.some((name) => fullId(plugin, name) === dimension)
  return measuresOf(formula).some(({ source, plugin }) => 'funnel' in source && held(plugin, source.funnel.holding))
}

/** Why all values beyond those that `top` keeps cannot be counted as one group; null when they can. */
function whyNoRest({ dimension }: Top, metrics: readonly ResolvedMetric[]): string | null {
  const held = metrics.find((metric) => holds(metric, dimension))
  if (held) return `'${held.name}' keeps it equal along a funnel`
  return dimension === periodDimension ? 'each period is measured by itself' : null
}

/** Whether all values beyond those that `top` keeps are counted together. */
export function countsRest(top: Top, metrics: readonly ResolvedMetric[]): boolean {
  return top.other === 'auto' ? whyNoRest(top, metrics) === null : (top.other ?? false)
}

/** What `top` names must be in the query, and its rest must be countable as one group. */
export function checkTop(
  top: Top,
  query: Pick<ResolvedQuery, 'dimensions' | 'metrics'> & { readonly values: ReadonlySet<string> },
): void {
  const dimension = query.dimensions.find((d) => d.id === top.dimension)
  if (!dimension)
    throw queryErrors('invalid_query', { reason: `top.dimension '${top.dimension}' is not in dimensions` })
  if (!query.values.has(top.by)) throw queryErrors('metric_not_queried', { member: top.by })
  const why = top.other === true ? whyNoRest(top, query.metrics) : null
  if (why !== null)
    throw queryErrors('invalid_query', { reason: `top cannot fold '${top.dimension}' into other: ${why}` })
}
