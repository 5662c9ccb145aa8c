import { sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PluginSpec } from '@tessera/plugin-api'
import type { ServerDoor } from '@tessera/plugin-api/server'
import type { DiscoveredPlugin } from '../discovery/manifest.ts'
import { ProblemError } from '@tessera/plugin-api'
import { causedBy, reasonOf, registryErrors } from '../errors.ts'
import { runAlone } from '../life/run-as.ts'
import { withinTime } from '../life/within-time.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'

interface Door {
  readonly door: string
  readonly file: string
  /** Folder of the plugin. */
  readonly dir: string
}

async function importDoor({ door, file, dir }: Door, timeoutMs: number): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await withinTime(
      timeoutMs,
      `importing its door '${door}'`,
      () => import(/* @vite-ignore */ pathToFileURL(file).href),
    )
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'step_too_slow') throw error
    // why: the sentence is shown to people who need not know where the server keeps its files
    const reason = reasonOf(error).replaceAll(dir + sep, '')
    throw causedBy(registryErrors('import_failed', { door, reason }), error)
  }
}

const isContract = (value: unknown): value is PluginSpec =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' && 'title' in value
const isServerDoor = (value: unknown): value is ServerDoor =>
  typeof value === 'object' && value !== null && 'plugin' in value && isContract(value.plugin)

/** Imports contract and server door of a plugin. Refuses with a sentence when one throws, hangs or exports the wrong thing. */
export async function importPlugin(plugin: DiscoveredPlugin, timeoutMs: number): Promise<LoadedPlugin> {
  return runAlone(plugin.id, async () => {
    const { dir, doors } = plugin
    const module = await importDoor({ door: '.', file: doors.contract, dir }, timeoutMs)
    const contract = module['plugin'] ?? module['default']
    if (!isContract(contract)) throw registryErrors('contract_not_exported', {})
    if (!doors.server) return { ...plugin, contract, server: null }
    const server = (await importDoor({ door: './server', file: doors.server, dir }, timeoutMs))['default']
    if (!isServerDoor(server)) throw registryErrors('server_door_not_exported', {})
    return { ...plugin, contract, server }
  })
}
