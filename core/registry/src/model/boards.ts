import { customView, viewShape, type PanelSpec, type ViewSpec } from '@tessera/plugin-api'
import type { LeftOut, MissingPanel, ResolvedDashboard, ResolvedPanel } from './resolved.ts'
import { fullId, nameOf, pluginOf } from './ids.ts'
import type { PluginSet } from './plugin-set.ts'
import { panelMetrics, pluginsOfPanel, resolvePanelSpec, withoutMetrics } from './resolve-panel.ts'
import { lackOf } from './sockets.ts'
import { findView, viewId } from './views.ts'

/** Panels and dashboards of running plugins, narrowed to those a tenant has enabled. */
export interface BoardBook {
  readonly panels: (enabled: ReadonlySet<string>) => readonly ResolvedPanel[]
  readonly dashboards: (enabled: ReadonlySet<string>) => readonly ResolvedDashboard[]
  /** One panel; the gap it leaves when its plugin is not there; undefined when the plugin is there and has no such panel. */
  readonly panel: (id: string, enabled?: ReadonlySet<string>) => ResolvedPanel | MissingPanel | undefined
  readonly dashboard: (id: string, enabled?: ReadonlySet<string>) => ResolvedDashboard | undefined
}

/** Reads panels and dashboards live from the plugins' contracts. */
export function createBoardBook(set: PluginSet): BoardBook {
  const usable = (id: string, enabled?: ReadonlySet<string>) =>
    (enabled?.has(id) ?? true) ? set.plugin(id) : undefined

  /** Metrics of a panel that cannot be answered, where the others can stand without them. */
  const lackingOf = (spec: PanelSpec, view: ViewSpec, enabled?: ReadonlySet<string>): readonly LeftOut[] => {
    const { metrics } = spec.query
    if (enabled === undefined || view.state?.apart !== true || metrics.length < 2) return []
    const found = metrics.flatMap((metric) => {
      const plugins = lackOf(set, metric, enabled)
      return plugins === null ? [] : [{ metric, plugins }]
    })
    return found.length < metrics.length ? found : []
  }
  const panel = (id: string, enabled?: ReadonlySet<string>): ResolvedPanel | MissingPanel | undefined => {
    const owner = pluginOf(id)
    const plugin = usable(owner, enabled)
    if (!plugin) return { id, missing: owner }
    const declared = plugin.contract.panels ?? {}
    const raw = Object.hasOwn(declared, nameOf(id)) ? declared[nameOf(id)] : undefined
    if (!raw) return undefined
    const shown = viewId(id, raw)
    const view = findView(set, shown) ?? customView
    const whole = resolvePanelSpec(owner, raw, { id: shown, spec: view })
    const without = lackingOf(whole, view, enabled)
    const spec = without.length === 0 ? whole : withoutMetrics(whole, without)
    const metrics = panelMetrics(spec, view)
    const needed = [...pluginsOfPanel(spec, view), ...metrics.flatMap((metric) => lackOf(set, metric, enabled) ?? [])]
    const missing = [...new Set(needed)].filter((other) => !usable(other, enabled))
    return {
      id,
      plugin: owner,
      spec,
      shape: viewShape(view),
      metrics,
      missing,
      ...(without.length === 0 ? {} : { without }),
    }
  }
  const dashboard = (id: string, enabled?: ReadonlySet<string>): ResolvedDashboard | undefined => {
    const owner = pluginOf(id)
    const declared = usable(owner, enabled)?.contract.dashboards ?? {}
    const raw = Object.hasOwn(declared, nameOf(id)) ? declared[nameOf(id)] : undefined
    if (!raw) return undefined
    const cards = raw.cards.map((card) => ({ ...card, panel: fullId(owner, card.panel) }))
    return { id, plugin: owner, spec: { ...raw, cards } }
  }
  const ids = (enabled: ReadonlySet<string>, kind: 'panels' | 'dashboards') =>
    set
      .plugins()
      .filter((plugin) => enabled.has(plugin.id))
      .flatMap((plugin) => Object.keys(plugin.contract[kind] ?? {}).map((name) => fullId(plugin.id, name)))
  return {
    panel,
    dashboard,
    panels: (enabled) =>
      ids(enabled, 'panels')
        .map((id) => panel(id, enabled))
        .filter((found) => found !== undefined && 'spec' in found),
    dashboards: (enabled) =>
      ids(enabled, 'dashboards')
        .map((id) => dashboard(id, enabled))
        .filter((found) => found !== undefined),
  }
}
