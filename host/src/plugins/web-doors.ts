import { plugins } from 'virtual:tessera-plugins'
import { loadWebDoors } from '@tessera/registry/web'
import type { WebDoor } from '@tessera/plugin-api/web'

const loaded = new Map<string, Promise<WebDoor>>()

/** Loads the web door of a plugin, once. Rejects with a `WebDoorError` that names the plugin. */
export function webDoor(id: string): Promise<WebDoor> {
  const known = loaded.get(id)
  if (known !== undefined) return known
  const door = load(id)
  loaded.set(id, door)
  // why: a chunk that did not arrive may arrive at the next try
  door.catch(() => loaded.delete(id))
  return door
}

/** Plugins whose web door fails when it is loaded, with the reason. What the build left out, the server tells. */
export async function webFailures(): Promise<ReadonlyMap<string, string>> {
  const built = plugins.filter((entry) => 'load' in entry)
  return (await loadWebDoors(built, new Set(built.map(({ id }) => id)))).failures
}

async function load(id: string): Promise<WebDoor> {
  const { doors, failures } = await loadWebDoors(plugins, new Set([id]))
  const door = doors.get(id)
  if (door !== undefined) return door
  const failure = failures.get(id)
  if (failure === undefined) throw new WebDoorError('web_door_missing', `Plugin '${id}' has no part for the browser.`)
  throw new WebDoorError('web_door_failed', `Plugin '${id}' cannot draw this: ${failure}`)
}

/** Why a plugin's browser part cannot be used. */
export class WebDoorError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'WebDoorError'
    this.code = code
  }
}
