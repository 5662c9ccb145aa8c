import { plugins } from 'virtual:tessera-plugins'
import type { ViewDrawing } from '@tessera/plugin-api/web'
import { loadWebDoors } from '@tessera/registry/web'

/** How the views of all plugins are drawn, by their full ids; what does not load is left out. */
export async function pluginDrawings(): Promise<Readonly<Record<string, ViewDrawing>>> {
  const { doors } = await loadWebDoors(plugins, new Set(plugins.map(({ id }) => id)))
  const loading = [...doors.values()].flatMap(({ plugin, views = {} }) =>
    Object.entries(views).map(async ([name, load]) => [`${plugin}.${name}`, (await load()).default] as const),
  )
  const loaded = await Promise.allSettled(loading)
  return Object.fromEntries(
    loaded.flatMap((one) => (one.status === 'fulfilled' && one.value[1]?.spec ? [one.value] : [])),
  )
}
