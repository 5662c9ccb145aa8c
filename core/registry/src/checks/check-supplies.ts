import { registryErrors } from '../errors.ts'
import { fullId, pluginOf } from '../model/ids.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import type { World } from '../model/world.ts'
import { checkDimensionExists, checkSource } from './check-metrics.ts'

/** Checks what a plugin fills of other plugins' metrics. What is of a plugin that is not there is left out. */
export function checkSupplies(plugin: LoadedPlugin, world: World): void {
  const { contract, server, id } = plugin
  for (const [metric, source] of Object.entries(server?.supplies ?? {})) {
    const where = `supplied metric '${metric}'`
    const owner = pluginOf(metric)
    if (owner === id || owner === '') throw registryErrors('supply_own', { metric })
    if (contract.requires?.[owner] === undefined) throw registryErrors('not_required', { where, plugin: owner })
    const spec = world.metric(metric)
    if (spec === null) continue
    if (spec === undefined) throw registryErrors('metric_unknown', { where: `plugin '${id}'`, metric, plugin: owner })
    if (spec.status !== 'needs-source') throw registryErrors('supply_unwanted', { metric, plugin: owner })
    const supplier = world.supplier(metric)
    if (supplier !== id && supplier !== undefined) throw registryErrors('supply_taken', { metric, by: supplier })
    const dimensions = (spec.dimensions ?? []).map((dimension) => fullId(owner, dimension))
    for (const dimension of dimensions) checkDimensionExists(where, dimension, world)
    checkSource(plugin, { name: metric, source, dimensions }, world)
  }
}
