import type { PluginStatus } from '@tessera/plugin-api/wire'
import type { PluginPolicy } from '../discovery/config.ts'
import type { Discovery } from '../discovery/discover-plugins.ts'
import type { DiscoveredPlugin } from '../discovery/manifest.ts'
import { reasonOf, registryErrors } from '../errors.ts'
import { createPluginSet } from '../model/plugin-set.ts'
import { createRegistry, type Registry } from '../model/registry.ts'
import { checkPlugin } from '../checks/check-plugin.ts'
import { createWorld } from '../model/world.ts'
import { importPlugin } from './import-plugin.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { startOrder, unmetRequirement } from './requires.ts'

export interface LoadOptions {
  /** Plugins without which `startPlugins` refuses to go on; `true` for all. */
  readonly required?: PluginPolicy['required']
  /** Plugins that are left out, because their code kept an earlier start from going on. */
  readonly setAside?: readonly { readonly plugin: string; readonly where: string; readonly seconds: number }[]
  /** Longest time one door may take to import; 10 s when left out. */
  readonly importTimeoutMs?: number
}

/** Imports and checks all plugins found. What is wrong with one is its status, never an error of this function. */
export async function loadPlugins(found: Discovery, options: LoadOptions = {}): Promise<Registry> {
  const aside = new Map(options.setAside?.map((one) => [one.plugin, registryErrors('plugin_set_aside', one).message]))
  const wanted = found.plugins.filter(({ id }) => !aside.has(id))
  const imported = await importAll(wanted, options.importTimeoutMs ?? 10_000)
  const contracts = new Map(imported.loaded.map((plugin) => [plugin.id, plugin.contract]))
  const { order, cycles } = startOrder(contracts)
  const rank = new Map(order.map((id, index) => [id, index]))
  const byStart = imported.loaded.toSorted((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0))
  const left = found.plugins.flatMap(({ id, version }): PluginStatus[] => {
    const error = aside.get(id)
    return error === undefined ? [] : [{ id, title: id, version, state: 'failed', stage: 'run', error }]
  })
  const circular = circularOf(byStart, cycles)
  const failures = [...found.failures, ...left, ...imported.failures, ...circular]
  const set = createPluginSet(byStart, failures, imported.thrown)

  const failed = new Set(failures.map((failure) => failure.id))
  const installed = new Map(byStart.filter(({ id }) => !failed.has(id)).map((plugin) => [plugin.id, plugin]))
  for (const plugin of installed.values()) {
    const unmet = unmetRequirement(plugin.contract, installed, failed)
    if (unmet) set.fail(plugin.id, 'requires', unmet)
  }
  const world = createWorld(set)
  for (const plugin of set.plugins()) {
    if (!set.plugin(plugin.id)) continue
    try {
      checkPlugin(plugin, world)
    } catch (error) {
      set.fail(plugin.id, 'check', error)
    }
  }
  const all = [...found.plugins.map((plugin) => plugin.id), ...found.failures.map((failure) => failure.id)]
  const required = options.required === true ? all : (options.required ?? [])
  return createRegistry(set, required, found.skipped)
}

/** Every plugin of a circle fails for the circle, none because another of it did. */
function circularOf(loaded: readonly LoadedPlugin[], cycles: readonly (readonly string[])[]): PluginStatus[] {
  return cycles.flatMap((cycle) => {
    const { message: error } = registryErrors('requires_circular', { cycle })
    return loaded
      .filter(({ id }) => cycle.includes(id))
      .map(({ id, contract, version }) => {
        return { id, title: contract.title, version, state: 'failed', stage: 'requires', error } as const
      })
  })
}

async function importAll(plugins: readonly DiscoveredPlugin[], timeoutMs: number) {
  const loaded: LoadedPlugin[] = []
  const failures: PluginStatus[] = []
  const thrown = new Map<string, unknown>()
  // why: one after the other, so that a standstill is known to be that plugin's
  for (const plugin of plugins) {
    const { id, version } = plugin
    try {
      loaded.push(await importPlugin(plugin, timeoutMs))
    } catch (error) {
      thrown.set(id, Object(error).cause ?? error)
      failures.push({ id, title: id, version, state: 'failed', stage: 'import', error: reasonOf(error) })
    }
  }
  return { loaded, failures, thrown }
}
