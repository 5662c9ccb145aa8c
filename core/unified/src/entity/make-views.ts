import type { Database } from '@tessera/database'
import type { Registry } from '@tessera/registry'
import type { UnifiedMetric, UnifiedSocket } from '../catalogue/unified-metric.ts'
import { coreViews } from './core-views.ts'
import { longViews } from './long-views.ts'
import { pluginViews } from './plugin-views.ts'
import { targetViews } from './target-views.ts'
import { wideViews } from './wide-views.ts'

/** Makes the views of the schema `entity` those of the plugins that run. What a plugin gives and cannot be is told on its page. */
export async function makeViews(
  { owner, makeEntityViews }: Pick<Database, 'owner' | 'makeEntityViews'>,
  registry: Pick<Registry, 'plugins' | 'degrade'>,
  { metrics, sockets }: { readonly metrics: readonly UnifiedMetric[]; readonly sockets: readonly UnifiedSocket[] },
): Promise<void> {
  const wide = wideViews(metrics, sockets)
  const others = { ...coreViews, ...targetViews, ...longViews(metrics) }
  const given = pluginViews(registry, owner, {
    generated: new Set(Object.keys(wide)),
    others: new Set(Object.keys(others)),
  })
  const wrong = await makeEntityViews({ ...others, ...wide, ...given.views })
  for (const { plugin, error } of given.wrong) registry.degrade(plugin, 'run', error)
  for (const { view, error } of wrong) {
    const plugin = given.owners.get(view)
    // why: the views of core are made of names that were checked; what fails there is no fault of a plugin
    if (plugin === undefined) throw error
    registry.degrade(plugin, 'run', error)
  }
}
