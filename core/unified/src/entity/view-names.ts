import { givenViews, type Registry } from '@tessera/registry'
import { gatherMetrics } from '../catalogue/gather-metrics.ts'
import { coreViews } from './core-views.ts'
import { longViews } from './long-views.ts'
import { targetViews } from './target-views.ts'
import { wideViews } from './wide-views.ts'

/** Names of the views that the schema `entity` has while the plugins of a registry run, sorted. */
export function viewNames(registry: Registry): readonly string[] {
  const metrics = gatherMetrics(registry)
  const given = registry
    .plugins()
    .flatMap(({ contract, server }) =>
      givenViews(contract).flatMap(([name, published]) => (server?.publish?.[published] ? [name] : [])),
    )
  const own = [coreViews, targetViews, longViews(metrics), wideViews(metrics)].flatMap((views) => Object.keys(views))
  return [...new Set([...own, ...given])].toSorted()
}
