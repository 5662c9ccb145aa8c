import { builtInViews, customView, isBuiltIn, type PanelSpec, type ViewSpec } from '@tessera/plugin-api'
import { fullId, nameOf, pluginOf } from './ids.ts'
import type { PluginSet } from './plugin-set.ts'

/** Id of the view a panel names. One with view `custom` has a view of its own, named like the panel. */
export function viewId(panelId: string, { view }: Pick<PanelSpec, 'view'>): string {
  if (view === 'custom') return panelId
  return isBuiltIn(view) ? view : fullId(pluginOf(panelId), view)
}

/** A view by its id; null when its plugin is not there, undefined when that declares no such view. */
export function findView(set: Pick<PluginSet, 'plugin'>, id: string): ViewSpec | null | undefined {
  if (isBuiltIn(id)) return builtInViews[id]
  const contract = set.plugin(pluginOf(id))?.contract
  if (contract === undefined) return null
  const own = <T>(declared: Readonly<Record<string, T>> = {}) =>
    Object.hasOwn(declared, nameOf(id)) ? declared[nameOf(id)] : undefined
  return own(contract.views) ?? (own(contract.panels)?.view === 'custom' ? customView : undefined)
}

/** Ids of the views there are: those every host has and those of the plugins given. */
export function viewIds(set: Pick<PluginSet, 'plugin'>, plugins: readonly string[]): readonly string[] {
  const declared = plugins.flatMap((id) =>
    Object.keys(set.plugin(id)?.contract.views ?? {}).map((name) => fullId(id, name)),
  )
  return [...Object.keys(builtInViews), ...declared]
}
