import { pluginErrors } from '@tessera/plugin-api'
import type { Catalogue } from '@tessera/plugin-api/server'
import type { DimensionInfo, MetricInfo } from '@tessera/plugin-api/wire'
import { describeSource } from '@tessera/query'
import type { Registry, RegistryMetric } from '@tessera/registry'
import type { Caller } from './caller.ts'

/** A metric as it is known in a tenant with these plugins: with its formula, or with what it lacks. */
export function describeMetric(
  registry: Pick<Registry, 'lackOf'>,
  { info, source, sourcePlugin }: RegistryMetric,
  plugins: ReadonlySet<string>,
): MetricInfo {
  const needs = registry.lackOf(info.id, plugins)
  if (needs !== null) return { ...info, status: 'needs-source', needs, kind: null, additivity: null }
  const { kind, additivity } = source ? describeSource(source, sourcePlugin) : { kind: null, additivity: null }
  return { ...info, kind, additivity }
}

const here = (plugins: ReadonlySet<string>) => (item: { readonly plugin: string }) =>
  item.plugin === 'core' || plugins.has(item.plugin)

/** Metrics of core and of these plugins. */
export function metricsIn(registry: Registry, plugins: ReadonlySet<string>): readonly MetricInfo[] {
  return registry
    .metrics()
    .filter(({ info }) => here(plugins)(info))
    .map((metric) => describeMetric(registry, metric, plugins))
}

/** Dimensions of core and of these plugins. */
export function dimensionsIn(registry: Registry, plugins: ReadonlySet<string>): readonly DimensionInfo[] {
  return registry.dimensions().filter(here(plugins))
}

/** The catalogue as a caller sees it. */
export function catalogueOf(registry: Registry, { plugins, rights }: Caller): Catalogue {
  const assertReads = () => {
    if (!rights.has('metrics:read')) throw pluginErrors('scope_missing', { scope: 'metrics:read' })
  }
  return {
    metrics: () => {
      assertReads()
      return metricsIn(registry, plugins)
    },
    dimensions: () => {
      assertReads()
      return dimensionsIn(registry, plugins)
    },
  }
}
