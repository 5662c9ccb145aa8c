import type { PluginSpec } from '@tessera/plugin-api'
import type { ServerDoor } from '@tessera/plugin-api/server'
import type { DiscoveredPlugin } from '../discovery/manifest.ts'

/** A plugin whose contract and server door have been imported. */
export interface LoadedPlugin extends DiscoveredPlugin {
  readonly contract: PluginSpec
  /** Null for a plugin that is a contract only. */
  readonly server: ServerDoor | null
}
