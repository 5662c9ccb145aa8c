import type { PluginSpec } from '@tessera/plugin-api'
import semver from 'semver'
import { registryErrors } from '../errors.ts'

interface Installed {
  readonly version: string
  readonly contract: PluginSpec
}

/** Why a plugin's `requires` cannot be met, or null. `failed` are ids of plugins that are there but broken. */
export function unmetRequirement(
  contract: PluginSpec,
  installed: ReadonlyMap<string, Installed>,
  failed: ReadonlySet<string>,
): Error | null {
  for (const [plugin, range] of Object.entries(contract.requires ?? {})) {
    if (semver.validRange(range) === null) return registryErrors('range_wrong', { plugin, range })
    const found = installed.get(plugin)
    if (found) {
      if (semver.satisfies(found.version, range, { includePrerelease: true })) continue
      return registryErrors('needs_version', { plugin, range, version: found.version })
    }
    return failed.has(plugin)
      ? registryErrors('needs_running', { plugin })
      : registryErrors('needs_plugin', { plugin, range })
  }
  return null
}

/** Start order: every plugin after those it requires, otherwise by id. Plugins that require each other are `cycles`, in no order. */
export function startOrder(contracts: ReadonlyMap<string, PluginSpec>): {
  readonly order: readonly string[]
  readonly cycles: readonly (readonly string[])[]
} {
  const order: string[] = []
  const cycles: string[][] = []
  const done = new Set<string>()
  const visit = (id: string, path: readonly string[]) => {
    const contract = contracts.get(id)
    if (!contract) return
    const at = path.indexOf(id)
    if (at >= 0) {
      cycles.push([...path.slice(at), id])
      return
    }
    if (done.has(id)) return
    for (const required of Object.keys(contract.requires ?? {}).toSorted()) visit(required, [...path, id])
    done.add(id)
    order.push(id)
  }
  for (const id of [...contracts.keys()].toSorted()) visit(id, [])
  return { order, cycles }
}
