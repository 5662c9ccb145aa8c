import { factOf, type Measure, type MetricSource } from '@tessera/plugin-api/server'
import { fullId, nameOf, pluginOf, schemaOf } from './ids.ts'
import { inputsOf } from './leaves.ts'
import type { LoadedPlugin } from './loaded-plugin.ts'
import type { PluginSet } from './plugin-set.ts'
import { requirementsOf } from './requirements.ts'

type Plugins = Pick<PluginSet, 'plugin' | 'plugins' | 'installed'>

/** A source, and the plugin whose names it uses. */
export interface FoundSource {
  readonly source: MetricSource
  readonly plugin: string
}

function supplies({ server }: LoadedPlugin, id: string): MetricSource | undefined {
  const given: Readonly<Record<string, MetricSource>> = server?.supplies ?? {}
  return Object.hasOwn(given, id) ? given[id] : undefined
}

/** The running plugin that fills a metric of another; the first in start order, as any other has failed. */
export function supplierOf(plugins: Pick<PluginSet, 'plugins'>, id: string): LoadedPlugin | undefined {
  return plugins.plugins().find((plugin) => supplies(plugin, id) !== undefined)
}

/** How a metric is computed: by its own plugin, or where that needs a source by the one that supplies it. */
export function sourceOf(plugins: Plugins, id: string): FoundSource | undefined {
  const owner = plugins.plugin(pluginOf(id))
  const declared = owner?.contract.metrics ?? {}
  if (!owner || !Object.hasOwn(declared, nameOf(id))) return undefined
  if (declared[nameOf(id)]?.status !== 'needs-source') {
    const own = owner.server?.metrics ?? {}
    const source = Object.hasOwn(own, nameOf(id)) ? own[nameOf(id)] : undefined
    return source && { source, plugin: owner.id }
  }
  const supplier = supplierOf(plugins, id)
  const source = supplier && supplies(supplier, id)
  return supplier && source && { source, plugin: supplier.id }
}

/** Plugins without which there are no rows to measure: whose view a fact reads, or whose views an own one is made of. */
function neededFor(measure: Measure, { id, contract, server }: LoadedPlugin): readonly string[] {
  const { table } = factOf(measure)
  const [schema, name] = [pluginOf(table), nameOf(table)]
  if (schema === schemaOf(id)) {
    const views = server?.publish ?? {}
    return (Object.hasOwn(views, name) && views[name]?.needs) || []
  }
  return requirementsOf(contract).flatMap(({ plugin }) => (schemaOf(plugin) === schema ? plugin : []))
}

/**
 * What a metric lacks to be computed in a tenant with these plugins, or anywhere: the plugins that would help, as far as any is
 * known; null when it lacks nothing.
 */
export function lackOf(plugins: Plugins, id: string, enabled?: ReadonlySet<string>): readonly string[] | null {
  const usable = (plugin: string) => plugins.plugin(plugin) !== undefined && (enabled?.has(plugin) ?? true)
  const lack = (metric: string, path: readonly string[]): readonly string[] | null => {
    const owner = pluginOf(metric)
    if (!usable(owner)) return [owner]
    const found = sourceOf(plugins, metric)
    if (!found || !usable(found.plugin)) {
      const known = plugins.installed().flatMap((plugin) => (supplies(plugin, metric) === undefined ? [] : plugin.id))
      const running = known.filter((plugin) => plugins.plugin(plugin) !== undefined)
      return running.length > 0 ? running : known
    }
    // why: metrics that are computed from each other are refused elsewhere
    if (path.includes(metric)) return null
    const lacks = inputsOf(found.source).flatMap((input) => {
      if (input.kind === 'metric') {
        const inner = lack(fullId(found.plugin, input.id), [...path, metric])
        return inner === null ? [] : [inner]
      }
      const reader = plugins.plugin(found.plugin)
      const away = reader ? neededFor(input, reader).filter((plugin) => !usable(plugin)) : []
      return away.length === 0 ? [] : [away]
    })
    return lacks.length === 0 ? null : [...new Set(lacks.flat())]
  }
  return lack(id, [])
}
