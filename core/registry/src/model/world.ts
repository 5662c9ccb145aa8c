import type {
  DashboardSpec,
  DimensionSpec,
  MetricSpec,
  PanelSpec,
  PluginSpec,
  SegmentSpec,
  ViewSpec,
} from '@tessera/plugin-api'
import type { MetricSource } from '@tessera/plugin-api/server'
import { coreDimensions } from './core-dimensions.ts'
import { nameOf, pluginOf } from './ids.ts'
import type { PluginSet } from './plugin-set.ts'
import { sourceOf, supplierOf } from './sockets.ts'
import { findView, viewIds } from './views.ts'

/**
 * All plugins running while one is checked. Each look-up answers `undefined` for "declared nowhere although its plugin
 * is there" and `null` for "its plugin is not there, so nobody can say".
 */
export interface World {
  readonly metric: (id: string) => MetricSpec | null | undefined
  /** Formula of a metric, its plugin's or that of a plugin that supplies it. */
  readonly source: (id: string) => MetricSource | null | undefined
  /** Plugin that fills a metric of another; the first in start order. */
  readonly supplier: (id: string) => string | undefined
  readonly dimension: (id: string) => DimensionSpec | null | undefined
  readonly segment: (id: string) => SegmentSpec | null | undefined
  readonly panel: (id: string) => PanelSpec | null | undefined
  readonly view: (id: string) => ViewSpec | null | undefined
  /** Ids of the views that every host has and of those the plugins declare. */
  readonly viewsOf: (plugins: readonly string[]) => readonly string[]
  readonly dashboard: (id: string) => DashboardSpec | null | undefined
  /** Contract of a plugin; null while it is not there. */
  readonly contract: (plugin: string) => PluginSpec | null
  /** Whether the plugin offers the extension point. */
  readonly point: (id: string) => boolean | null
  /** Plugin that declared the event before, in start order. */
  readonly eventOwner: (event: string, before: string) => string | undefined
  /** Ids of all plugins found, those that failed too. */
  readonly found: () => readonly string[]
  /** Paths claimed by plugins that start before the given one. */
  readonly claimedBefore: (id: string) => readonly { readonly plugin: string; readonly path: string }[]
}

/** A world over the plugins that run at the time of each look-up. */
export function createWorld(set: PluginSet): World {
  const lookUp = <T>(id: string, of: (contract: PluginSpec) => Readonly<Record<string, T>> | undefined) => {
    const plugin = set.plugin(pluginOf(id))
    if (!plugin) return null
    const declared = of(plugin.contract) ?? {}
    return Object.hasOwn(declared, nameOf(id)) ? declared[nameOf(id)] : undefined
  }
  return {
    metric: (id) => lookUp(id, (contract) => contract.metrics),
    segment: (id) => lookUp(id, (contract) => contract.segments),
    panel: (id) => lookUp(id, (contract) => contract.panels),
    view: (id) => findView(set, id),
    viewsOf: (plugins) => viewIds(set, plugins),
    dashboard: (id) => lookUp(id, (contract) => contract.dashboards),
    dimension: (id) => (pluginOf(id) === 'core' ? coreDimensions[nameOf(id)] : lookUp(id, (c) => c.dimensions)),
    source: (id) => (set.plugin(pluginOf(id)) ? sourceOf(set, id)?.source : null),
    supplier: (id) => supplierOf(set, id)?.id,
    contract: (id) => set.plugin(id)?.contract ?? null,
    point: (id) => {
      const owner = set.plugin(id.slice(0, id.indexOf('/')))
      return owner ? (owner.contract.extensionPoints?.some((point) => point.id === id) ?? false) : null
    },
    found: () => set.statuses().map(({ id }) => id),
    claimedBefore: (id) => {
      const running = set.plugins()
      const before = running.slice(
        0,
        running.findIndex((plugin) => plugin.id === id),
      )
      return before.flatMap((plugin) => (plugin.contract.paths ?? []).map((path) => ({ plugin: plugin.id, path })))
    },
    eventOwner: (event, before) => {
      const owner = set
        .plugins()
        .find(({ server }) => server?.events !== undefined && Object.hasOwn(server.events, event))
      return owner && owner.id !== before ? owner.id : undefined
    },
  }
}
