import type { PluginSet } from './plugin-set.ts'
import { nameOf, pluginOf } from './ids.ts'
import type { ResolvedPanel } from './resolved.ts'

/** What a panel is drawn without, and why, in a short phrase for each metric. */
export function leftOutPhrases(
  registry: Pick<PluginSet, 'plugin'>,
  { without = [] }: Pick<ResolvedPanel, 'without'>,
): readonly string[] {
  return without.map(({ metric, plugins }) => {
    const title = registry.plugin(pluginOf(metric))?.contract.metrics?.[nameOf(metric)]?.title ?? metric
    const [needed] = plugins
    if (needed === undefined) return `without ${title}, which has no source yet`
    const found = registry.plugin(needed)
    return found
      ? `without ${title}: ${found.contract.title} is off`
      : `without ${title}, which needs plugin '${needed}'`
  })
}
