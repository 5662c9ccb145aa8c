import { clockDimensions, periodDimension, type MetricSource } from '@tessera/plugin-api/server'
import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { fullId, pluginOf } from '../model/ids.ts'
import { labelSource } from '../model/dimension-labels.ts'
import { checkRollups } from './check-rollups.ts'
import { checkRules } from './check-rules.ts'
import { checkTarget } from './check-target.ts'
import { declaredBy, inputsOf, leavesOf, reachOf } from '../model/leaves.ts'
import type { World } from '../model/world.ts'

/** Checks sources, dimensions and targets of a plugin's metrics. Throws the first thing wrong. */
export function checkMetrics(plugin: LoadedPlugin, world: World): void {
  const { contract, server, id } = plugin
  const sources = server?.metrics ?? {}
  const declared = contract.metrics ?? {}
  for (const name of Object.keys(sources)) {
    if (!Object.hasOwn(declared, name)) throw registryErrors('source_undeclared', { metric: name })
  }
  for (const [name, metric] of Object.entries(declared)) {
    const source = Object.hasOwn(sources, name) ? sources[name] : undefined
    if (!source && metric.status !== 'needs-source') throw registryErrors('source_missing', { metric: name })
    const { minSample } = metric
    if (minSample !== undefined && !(Number.isInteger(minSample) && minSample > 0)) {
      throw registryErrors('min_sample_wrong', { metric: name })
    }
    if (metric.margin !== undefined) {
      const margin = Object.hasOwn(declared, metric.margin) ? declared[metric.margin] : undefined
      if (!margin || metric.margin === name || margin.unit !== metric.unit || margin.status === 'needs-source')
        throw registryErrors('margin_wrong', { metric: name })
    }
    for (const from of metric.derivedFrom ?? []) {
      if (contract.requires?.[from] === undefined)
        throw registryErrors('not_required', { where: `'derivedFrom' of metric '${name}'`, plugin: from })
    }
    checkRules(plugin, { name, rules: metric.rules ?? [] }, world)
    if (metric.target) checkTarget(`the target of metric '${name}'`, metric.target)
    const where = `metric '${name}'`
    const dimensions = (metric.dimensions ?? []).map((dimension) => fullId(id, dimension))
    for (const dimension of dimensions) checkDimensionExists(where, dimension, world)
    if (source) checkSource(plugin, { name, source, dimensions }, world)
  }
}

/** Checks one formula: its inputs, and that each of its facts leads to the dimensions. `name`: own name of the metric, or full id of another plugin's. */
export function checkSource(
  plugin: LoadedPlugin,
  { name, source, dimensions }: { name: string; source: MetricSource; dimensions: readonly string[] },
  world: World,
): void {
  const where = `metric '${name}'`
  const full = (dimension: string) => fullId(plugin.id, dimension)
  for (const input of inputsOf(source)) {
    if (input.kind === 'metric') {
      const owner = pluginOf(fullId(plugin.id, input.id))
      if (owner !== plugin.id && plugin.contract.requires?.[owner] === undefined) {
        throw registryErrors('not_required', { where: `metric '${input.id}', an input of ${where},`, plugin: owner })
      }
    } else if ('funnel' in input) {
      const { fact, holding } = input.funnel
      checkReach(where, holding.map(full), { fact, plugin: plugin.id })
    }
  }
  const over = source.kind === 'share' ? (source.over ?? []).map(full) : []
  for (const dimension of over) checkDimensionExists(where, dimension, world)
  for (const leaf of leavesOf(fullId(plugin.id, name), world)) {
    checkReach(where, [...dimensions, ...over], leaf)
    if (leaf.byPeriod && !dimensions.includes(periodDimension)) {
      throw registryErrors('period_not_listed', { where, dimension: periodDimension })
    }
    if (leaf.plugin === plugin.id) {
      checkRollups(leaf.fact)
      const own = declaredBy(leaf).find((dimension) => clockDimensions.includes(dimension))
      if (own) throw registryErrors('dimension_reserved', { fact: leaf.fact.name, dimension: own })
      for (const dimension of reachOf(leaf)) checkDimensionExists(`fact '${leaf.fact.name}'`, dimension, world)
    }
  }
}

function checkReach(where: string, dimensions: readonly string[], leaf: Parameters<typeof reachOf>[0]): void {
  const reach = reachOf(leaf)
  const dimension = dimensions.find((candidate) => !reach.has(candidate))
  if (dimension) throw registryErrors('dimension_unreachable', { where, dimension, fact: leaf.fact.name })
}

/** Refuses a dimension that its plugin, which is there, does not declare. */
export function checkDimensionExists(where: string, dimension: string, world: World): void {
  if (world.dimension(dimension) !== undefined) return
  throw registryErrors('dimension_unknown', { where, dimension, plugin: pluginOf(dimension) })
}

/** Checks that extension points named by `labelsFrom` are offered. */
export function checkLabels({ contract }: LoadedPlugin, world: World): void {
  for (const [dimension, { labelsFrom }] of Object.entries(contract.dimensions ?? {})) {
    if (labelsFrom === undefined) continue
    const { point } = labelSource(labelsFrom)
    if (world.point(point) !== false) continue
    throw registryErrors('labels_unknown', { dimension, point, plugin: point.slice(0, point.indexOf('/')) })
  }
}
