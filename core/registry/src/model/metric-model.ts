import type { DimensionSpec } from '@tessera/plugin-api'
import type { Contributions, MetricSource } from '@tessera/plugin-api/server'
import type { DimensionInfo, MetricInfo } from '@tessera/plugin-api/wire'
import type { LoadedPlugin } from './loaded-plugin.ts'
import { clockDimensionsOf, tablesOf } from './leaves.ts'
import { createWorld } from './world.ts'
import { coreDimensions } from './core-dimensions.ts'
import { valueNames } from './dimension-labels.ts'
import { fullId, nameOf, pluginOf } from './ids.ts'
import type { PluginSet } from './plugin-set.ts'
import { derivedFromOf } from './derived-from.ts'
import { ruleOf, rulesOf, type RegistryRule } from './rules.ts'
import { lackOf, sourceOf } from './sockets.ts'

/** A metric as running plugins declare it; what the query engine asks for. */
export interface RegistryMetric {
  readonly info: Omit<MetricInfo, 'kind' | 'additivity'>
  /** Null while it needs a source. */
  readonly source: MetricSource | null
  /** Plugin whose names the source uses. */
  readonly sourcePlugin: string
}

/** Metrics and dimensions of running plugins. */
export interface MetricBook {
  readonly metric: (id: string) => RegistryMetric | undefined
  readonly dimension: (id: string) => DimensionInfo | undefined
  readonly metrics: () => readonly RegistryMetric[]
  /** A setting that figures rest on, by its full id. */
  readonly rule: (id: string) => RegistryRule | undefined
  /** Plugins a tenant lacks to have a metric computed, as far as any is known; null when it can be. */
  readonly lackOf: (id: string, enabled: ReadonlySet<string>) => readonly string[] | null
  readonly dimensions: () => readonly DimensionInfo[]
  /** Tables and views (`schema.table`) that the facts of a metric name, through other metrics too; empty while nobody computes it. */
  readonly tablesOf: (id: string) => ReadonlySet<string>
}

/** Reads metrics and dimensions live from the plugins' contracts. */
export function createMetricBook(set: PluginSet, contributions: Contributions): MetricBook {
  const dimensionSpec = (id: string): DimensionSpec | undefined => {
    if (pluginOf(id) === 'core') return own(coreDimensions, nameOf(id))
    return own(set.plugin(pluginOf(id))?.contract.dimensions, nameOf(id))
  }
  const dimension = (id: string): DimensionInfo | undefined => {
    const spec = dimensionSpec(id)
    if (!spec) return undefined
    const { title, description = '', type = 'text' } = spec
    const pii = spec.pii ? { pii: true as const } : {}
    return { id, plugin: pluginOf(id), title, description, type, ...valueNames(spec, contributions), ...pii }
  }
  const world = createWorld(set)
  /** Those of a metric that cannot be computed are told where it is asked for. */
  const clockOf = (id: string): readonly string[] => {
    try {
      return clockDimensionsOf(id, world)
    } catch {
      return []
    }
  }
  const describe = (plugin: LoadedPlugin, name: string): RegistryMetric | undefined => {
    const spec = own(plugin.contract.metrics, name)
    if (!spec) return undefined
    const id = fullId(plugin.id, name)
    const lack = lackOf(set, id)
    const status = lack === null ? 'live' : 'needs-source'
    const found = lack === null ? sourceOf(set, id) : undefined
    const rules = rulesOf(set, id)
    const derivedFrom = derivedFromOf(set, id)
    const dimensions = new Set([
      ...(spec.dimensions ?? []).map((used) => fullId(plugin.id, used)),
      ...(status === 'live' ? clockOf(fullId(plugin.id, name)) : []),
    ])
    return {
      info: {
        id: fullId(plugin.id, name),
        plugin: plugin.id,
        title: spec.title,
        description: spec.description,
        unit: spec.unit,
        direction: spec.direction,
        tier: spec.tier,
        owner: spec.owner ?? plugin.contract.title,
        target: spec.target ?? null,
        ...(spec.minSample === undefined ? {} : { minSample: spec.minSample }),
        ...(spec.margin === undefined ? {} : { margin: fullId(plugin.id, spec.margin) }),
        ...(spec.targetDays === undefined ? {} : { targetDays: spec.targetDays }),
        ...(rules.length === 0 ? {} : { rules }),
        ...(derivedFrom.length === 0 ? {} : { derivedFrom }),
        version: spec.version ?? 1,
        status,
        ...(lack === null ? {} : { needs: lack }),
        dimensions: [...dimensions].filter((used) => dimensionSpec(used) !== undefined),
      },
      source: found?.source ?? null,
      sourcePlugin: found?.plugin ?? plugin.id,
    }
  }
  const metric = (id: string) => {
    const plugin = set.plugin(pluginOf(id))
    return plugin && describe(plugin, nameOf(id))
  }
  return {
    lackOf: (id, enabled) => lackOf(set, id, enabled),
    metric,
    dimension,
    rule: (id) => ruleOf(set, id),
    tablesOf: (id) => tablesOf(id, world),
    metrics: () =>
      set
        .plugins()
        .flatMap(({ id, contract }) => Object.keys(contract.metrics ?? {}).map((name) => metric(fullId(id, name))))
        .filter((found) => found !== undefined),
    dimensions: () =>
      [
        ...Object.keys(coreDimensions).map((name) => `core.${name}`),
        ...set.plugins().flatMap(({ id, contract }) => Object.keys(contract.dimensions ?? {}).map((n) => `${id}.${n}`)),
      ]
        .map(dimension)
        .filter((found) => found !== undefined),
  }
}

/** A name declared in a map itself, not something every object has. */
function own<T>(map: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return map && Object.hasOwn(map, name) ? map[name] : undefined
}
