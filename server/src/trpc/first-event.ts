import type { EventSpec } from '@tessera/plugin-api'
import type { Registry } from '@tessera/registry'

/** An event somebody may send to see a figure move. */
export interface FirstEvent extends EventSpec {
  /** Its name, as it is posted. */
  readonly event: string
  /** It is refused without `userId`. */
  readonly needsUser: boolean
}

/** The first event that one of these plugins tells of, in their order. */
export function firstEventOf(registry: Registry, plugins: readonly string[]): FirstEvent | null {
  for (const id of plugins) {
    const plugin = registry.plugin(id)
    const [told] = Object.entries(plugin?.contract.events ?? {})
    if (told) return { event: told[0], ...told[1], needsUser: plugin?.server?.events?.[told[0]]?.needsUser ?? false }
  }
  return null
}
