import type { WebDoor } from '@tessera/plugin-api/web'

/** One element of `virtual:tessera-plugins`: how to load a web door, or why the build left it out. */
export type PluginEntry =
  | { readonly id: string; readonly load: () => Promise<{ readonly default: WebDoor }> }
  | { readonly id: string; readonly error: string }

/** Web doors that came alive, and one sentence for each that did not, both by plugin id. */
export interface WebDoors {
  readonly doors: ReadonlyMap<string, WebDoor>
  readonly failures: ReadonlyMap<string, string>
}

/** Loads the web doors of enabled plugins at once. One that throws is a failure of its own (stage `web`). */
export async function loadWebDoors(entries: readonly PluginEntry[], enabled: ReadonlySet<string>): Promise<WebDoors> {
  const doors = new Map<string, WebDoor>()
  const failures = new Map<string, string>()
  const load = async (entry: PluginEntry) => {
    if ('error' in entry) return void failures.set(entry.id, entry.error)
    try {
      const door = (await entry.load()).default
      if (door?.plugin === entry.id) doors.set(entry.id, door)
      else failures.set(entry.id, `its web door has no default export; write export default defineWeb(plugin, { … })`)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      failures.set(entry.id, `its web door failed to load: ${reason}; reload the page, or repair the plugin`)
    }
  }
  await Promise.all(entries.filter((entry) => enabled.has(entry.id)).map(load))
  return { doors, failures }
}
